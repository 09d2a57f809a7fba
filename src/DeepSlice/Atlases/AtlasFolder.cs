using System.Text.Json.Serialization;

namespace DeepSlice.Atlases;

/// <summary>An atlas on disk, as BrainGlobe lays it out, with the labels as TIFF stack, NRRD or NIfTI volume.</summary>
internal static class AtlasFolder
{
    // A mouse brain at 25 µm has 77 million voxels.
    private const long MostVoxels = 160_000_000;
    private const long MostVoxelsOfPlane = 8_000_000;

    // A few labels without a structure are a slip of the atlas; many mean that the volume is not of these structures.
    private const int MostUnknownLabels = 100;

    private static readonly string[] VolumeNames = ["annotation.tiff", "annotation.tif", "annotation.nrrd", "annotation.nii.gz", "annotation.nii"];

    /// <summary>Reads an atlas.</summary>
    /// <param name="folder">
    /// Folder with <c>metadata.json</c>, <c>structures.json</c> and <c>annotation.tiff</c>, <c>.nrrd</c>, <c>.nii</c> or <c>.nii.gz</c>; other files are ignored.
    /// </param>
    /// <param name="cancellationToken">Checked before each plane.</param>
    /// <exception cref="FileNotFoundException">One of the files is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, the volume is too large, or it holds a label of no structure.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Atlas Read(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string metadataFile = Require(folder, "metadata.json");
        AtlasMetadata metadata = Parse<AtlasMetadata>(metadataFile);
        string structuresFile = Require(folder, "structures.json");
        Ontology ontology = Checked(structuresFile, () => new Ontology([.. Parse<AtlasEntry?[]>(structuresFile).Select(entry => entry?.ToStructure() ?? throw new FormatException("expected structures, got null among them; correct the list"))]));
        string volumeFile = Require(folder, VolumeNames);
        VolumeOrientation orientation = Checked(metadataFile, () => VolumeOrientation.Parse(metadata.Orientation));
        if (metadata.Resolution.Count != 3 || metadata.Resolution.Any(side => !(side > 0) || !double.IsFinite(side)))
        {
            throw new InvalidDataException($"{metadataFile}: expected three sides of a voxel in micrometres, got {string.Join(", ", metadata.Resolution)}; correct 'resolution'");
        }

        var unknown = new SortedDictionary<uint, long>();
        LabelVolume labels = ReadLabels(volumeFile, orientation, ontology, unknown, cancellationToken);
        return new Atlas
        {
            Name = metadata.Name,
            Species = metadata.Species,
            Citation = metadata.Citation,
            Ontology = ontology,
            Labels = labels,
            UnknownLabels = unknown,
            Reference = ReadReference(Path.Combine(folder, "reference.tiff"), orientation, labels.Shape, cancellationToken),
            VoxelMicrometres = orientation.Reorder(metadata.Resolution),
        };
    }

    private static LabelVolume ReadLabels(string path, VolumeOrientation orientation, Ontology ontology, SortedDictionary<uint, long> unknown, CancellationToken cancellationToken)
    {
        IVolumeFile file = Open(path);
        VolumeShape shape = file.Shape;
        if (shape.VoxelCount > MostVoxels)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"{path}: expected at most {MostVoxels / 1e6:0} million voxels, got {shape} ({shape.VoxelCount / 1e6:0} million); give the atlas at a coarser resolution, for example 25 µm of a mouse"));
        }

        if ((long)shape.Rows * shape.Columns > MostVoxelsOfPlane)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path}: expected planes of at most {MostVoxelsOfPlane / 1e6:0} million voxels, got {shape}; give the atlas as a stack of many planes"));
        }

        (double lastLabel, ushort lastNumber) = (0, 0);
        ushort Number(double label)
        {
            if (label != lastLabel)
            {
                (lastLabel, lastNumber) = (label, NumberOf(path, label, ontology));
            }

            if (lastNumber == ontology.UnknownTissue)
            {
                unknown[(uint)label] = unknown.GetValueOrDefault((uint)label) + 1;
                if (unknown.Count > MostUnknownLabels)
                {
                    throw new InvalidDataException($"{path}: expected labels of structures.json, got more than {MostUnknownLabels} others, such as {label}; give the structures that belong to this volume");
                }
            }

            return lastNumber;
        }

        return new LabelVolume(CanonicalVolume.ShapeOf(shape, orientation), CanonicalVolume.Read(file, orientation, Number, cancellationToken));
    }

    // Grey values up to three standard deviations above the mean of the tissue become 0 … 255.
    private static byte[]? ReadReference(string path, VolumeOrientation orientation, VolumeShape labels, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        IVolumeFile file = Open(path);
        if (CanonicalVolume.ShapeOf(file.Shape, orientation) is var shape && shape != labels)
        {
            throw new InvalidDataException($"{path}: expected the shape of the labels, {labels}, got {shape}; remove the file, or give that of this atlas");
        }

        (double sum, double squares, long count) = (0, 0, 0);
        file.ReadPlanes(
            (_, values) =>
            {
                foreach (double value in values)
                {
                    if (value > 0 && double.IsFinite(value))
                    {
                        (sum, squares, count) = (sum + value, squares + (value * value), count + 1);
                    }
                }
            },
            cancellationToken);
        double mean = sum / Math.Max(1, count);
        double white = mean + (3 * Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean))));
        return CanonicalVolume.Read(file, orientation, value => white > 0 && value > 0 ? (byte)Math.Min(255, 255 * value / white) : (byte)0, cancellationToken);
    }

    private static ushort NumberOf(string path, double label, Ontology ontology) => label switch
    {
        0 => 0,
        >= 1 and <= uint.MaxValue when label == Math.Floor(label) => ontology.IndexOf((uint)label) is int index ? (ushort)(index + 1) : ontology.UnknownTissue,
        _ => throw new InvalidDataException(FormattableString.Invariant(
            $"{path}: expected whole numbers of 0 to {uint.MaxValue}, got {label}; give the volume of the labels, not of the intensities")),
    };

    private static IVolumeFile Open(string path) => Path.GetExtension(path) switch
    {
        ".nrrd" => NrrdFile.Open(path),
        ".nii" or ".gz" => NiftiFile.Open(path),
        _ => TiffVolume.Open(path),
    };

    private static string Require(string folder, params string[] names)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder; give the folder of an atlas");
        }

        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{folder}: expected {names[0]}, got none; give the folder of an atlas as BrainGlobe lays it out, with metadata.json, structures.json and annotation.tiff");
    }

    private static T Parse<T>(string path) => JsonText.Read<T>(path, JsonFormat.Readable, "copy the atlas again");

    private static T Checked<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FormatException or InvalidDataException && !error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record AtlasEntry(uint Id, string Acronym, string Name)
    {
        [JsonPropertyName("structure_id_path")]
        public required IReadOnlyList<uint> Path { get; init; }

        public AtlasStructure ToStructure() => new(Id, Acronym, Name, [.. Path]);
    }
}
