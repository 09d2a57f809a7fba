using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Writes datasets into their folder; see <see cref="DatasetFolder"/>.</summary>
internal static class DatasetWriter
{
    private const int MostNamed = 5;

    /// <summary>Requires that a dataset may be written to a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="description">The dataset to write; null if it is not known yet.</param>
    /// <param name="overwrite">Whether the user permits to replace what was changed.</param>
    /// <returns>The dataset that is there; null if there is none.</returns>
    /// <exception cref="IOException">There is a file, a folder of something else, or files that somebody added or changed.</exception>
    public static DatasetContents? RequireReplaceable(string path, SliceDataset? description, bool overwrite)
    {
        OutputFolder.RequireNoFile(path);
        if (!DatasetFolder.IsDataset(path))
        {
            return DatasetContents.IsNothing(path)
                ? null
                : throw new IOException($"{path}: expected an empty or new folder, got something without {DatasetFolder.DocumentName}; choose another folder or empty it");
        }

        DatasetContents contents = DatasetContents.Inspect(path);
        if (!overwrite)
        {
            RequireUnchanged(path, contents);
            RequireSameKind(path, description);
        }

        return contents;
    }

    /// <summary>Writes a dataset.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="description">The dataset without its slices.</param>
    /// <param name="slices">Its slices, enumerated once.</param>
    /// <param name="overwrite">As of <see cref="RequireReplaceable"/>.</param>
    public static void Write(string path, SliceDataset description, IEnumerable<Slice> slices, bool overwrite)
    {
        _ = RequireReplaceable(path, description, overwrite);
        using var output = new OutputFolder(path);
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<DatasetDocumentSlice> entries = [];
        List<(string Name, string Hash)> checksums = [];
        void Add(string name, Action<string> write) => checksums.Add((name, output.Stage(name, write)));
        foreach (Slice slice in slices)
        {
            CheckSlice(description, slice);
            if (!ids.Add(slice.Id))
            {
                throw new ArgumentException($"expected unique slice ids in a dataset, got '{slice.Id}' twice", nameof(slices));
            }

            Stage(slice, description.Preprocessing, Add);
            entries.Add(Describe(slice));
        }

        string document = JsonSerializer.Serialize(Describe(description, entries), JsonFormat.Readable) + "\n";
        checksums.Add((DatasetFolder.DocumentName, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)))));
        _ = output.Stage(DatasetContents.ChecksumsName, file => OutputFile.WriteText(file, DatasetContents.Format(checksums)));
        _ = output.Stage(DatasetFolder.DocumentName, file => OutputFile.WriteText(file, document));

        // Checked again, because the folder may have changed while the slices were made.
        DatasetContents? earlier = RequireReplaceable(path, description, overwrite);
        output.Publish();
        earlier?.RemoveOthers(checksums.Select(file => file.Name));
        File.Delete(Path.Combine(path, DatasetFolder.CheckPageName)); // it shows the former slices; import writes it anew
        foreach (string folder in (string[])["", "images", "labels", "damage"])
        {
            OutputFile.RemoveLeftovers(Path.Combine(path, folder));
        }
    }

    private static void Stage(Slice slice, Preprocessing preprocessing, Action<string, Action<string>> stage)
    {
        stage(DatasetFolder.ImagePath("", slice.Id), file => ImageFile.Write(file, slice.Image, preprocessing.MicrometresPerWorkingPixel));
        if (slice.Regions is { } regions)
        {
            stage(DatasetFolder.LabelPath("", slice.Id), file => LabelPng.Write(file, regions));
        }

        if (slice.Damage is { } damage)
        {
            stage(DatasetFolder.DamagePath("", slice.Id), file => PngFile.Write(file, damage));
        }
    }

    private static void RequireUnchanged(string path, DatasetContents contents)
    {
        if (contents.Foreign.Count + contents.Changed.Count == 0)
        {
            return;
        }

        string[] found =
        [
            .. contents.Foreign.Count > 0 ? [$"{Names(contents.Foreign)} beside them"] : Array.Empty<string>(),
            .. contents.Changed.Count > 0 ? [$"{Names(contents.Changed)} changed since"] : Array.Empty<string>(),
        ];
        throw new IOException(
            $"{path}: expected only files of {DatasetFolder.DocumentName} as DeepSlice wrote them, got {string.Join(", and ", found)}; choose another folder, move these files away, or give import or phantom --overwrite, which replaces changed files and leaves others");
    }

    private static string Names(IReadOnlyList<string> files) =>
        Listed.Of([.. files.Select(file => $"'{file}'")], MostNamed);

    private static void RequireSameKind(string path, SliceDataset? description)
    {
        if (description?.IsSynthetic == true && !SliceDataset.IsSyntheticProvenance(DatasetReader.Open(path).Provenance))
        {
            throw new IOException($"{path}: expected a folder without other slices than phantoms, got a dataset that was imported; choose another folder, or give --overwrite");
        }
    }

    public static void CheckSlice(SliceDataset dataset, Slice slice)
    {
        if (!SliceId.IsSafe(slice.Id))
        {
            throw new ArgumentException($"expected slice ids of {SliceId.Allowed}, got '{slice.Id}'", nameof(dataset));
        }

        if (slice.Frame.Binning != dataset.Binning || slice.Frame.WorkingSize != slice.Image.Size)
        {
            throw new ArgumentException(
                $"slice '{slice.Id}': expected binning {dataset.Binning} and a working grid of the image's size {slice.Image.Size}, got binning {slice.Frame.Binning} and a working grid of {slice.Frame.WorkingSize}",
                nameof(dataset));
        }

        if (slice.Frame.FindContradiction(slice.Image) is string contradiction)
        {
            throw new ArgumentException($"slice '{slice.Id}': {contradiction}", nameof(dataset));
        }

        if (slice.Damage is { } damage && damage.Size != slice.Image.Size)
        {
            throw new ArgumentException($"slice '{slice.Id}': expected damage of the image's size {slice.Image.Size}, got {damage.Size}", nameof(dataset));
        }

        if (slice.Regions is { } regions && (regions.Size != slice.Image.Size || !regions.Catalog.HasSameRegions(dataset.Catalog)))
        {
            throw new ArgumentException(
                $"slice '{slice.Id}': expected a region map of the image's size {slice.Image.Size} with {dataset.Catalog.Count} regions, got {regions.Size} with {regions.Catalog.Count} regions",
                nameof(dataset));
        }
    }

    private static DatasetDocument Describe(SliceDataset dataset, IReadOnlyList<DatasetDocumentSlice> slices) => new()
    {
        Format = DatasetDocument.FormatName,
        Version = DatasetDocument.CurrentVersion,
        Regions = dataset.Catalog,
        Preprocessing = dataset.Preprocessing,
        Provenance = dataset.Provenance,
        Slices = slices,
    };

    private static DatasetDocumentSlice Describe(Slice slice) => new()
    {
        Id = slice.Id,
        OriginalWidth = slice.Frame.OriginalSize.Width,
        OriginalHeight = slice.Frame.OriginalSize.Height,
        OffsetX = slice.Frame.OffsetX,
        OffsetY = slice.Frame.OffsetY,
        Split = slice.Split,
        Annotated = slice.Regions is not null,
    };
}
