using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A dataset on disk whose slices are read one at a time; see <see cref="DatasetFolder"/>.</summary>
/// <remarks>Thread-safe: different slices may be read by different threads.</remarks>
internal sealed class DatasetReader
{
    private readonly string _folder;
    private readonly DatasetDocument _document;

    private DatasetReader(string folder, DatasetDocument document)
    {
        _folder = folder;
        _document = document;
        Catalog = document.Regions;
        Preprocessing = document.Preprocessing ?? new Preprocessing
        {
            Binning = new Binning(document.Binning ?? throw new FormatException("expected 'preprocessing' with a binning, got none; import the dataset again")),
            MicrometresPerPixel = document.MicrometresPerPixel,
        };
        SliceIds = [.. document.Slices.Select(slice => slice.Id)];
    }

    /// <summary>The regions of the annotations.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>How the original images and outlines became these slices.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Origin of the slices, as text.</summary>
    public string Provenance => _document.Provenance;

    /// <summary>Ids of the slices, in order; each is a valid file name.</summary>
    public IReadOnlyList<string> SliceIds { get; }

    /// <summary>Reads <c>dataset.json</c> but no slices.</summary>
    /// <param name="path">Folder that holds <see cref="DatasetFolder.DocumentName"/>.</param>
    /// <exception cref="FileNotFoundException">The folder is no dataset.</exception>
    /// <exception cref="InvalidDataException">The document is damaged.</exception>
    public static DatasetReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string documentPath = Path.Combine(path, DatasetFolder.DocumentName);
        DatasetDocument document = ReadDocument(documentPath);
        foreach (DatasetDocumentSlice slice in document.Slices)
        {
            Check(documentPath, slice);
        }

        if (document.Slices.GroupBy(slice => slice.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new InvalidDataException($"{documentPath}: expected different slice ids, got '{repeated.Key}' twice; rename one of the slices and its files");
        }

        try
        {
            return new DatasetReader(path, document);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{documentPath}: {PlainWords.Of(error)}", error);
        }
    }

    /// <summary>Reads one slice.</summary>
    /// <param name="index">Index in <see cref="SliceIds"/>.</param>
    /// <param name="withRegions">Whether to read its annotation, if there is one.</param>
    /// <exception cref="FileNotFoundException">Its image or label map is missing.</exception>
    /// <exception cref="InvalidDataException">One of its files is damaged, or they do not fit each other.</exception>
    public Slice ReadSlice(int index, bool withRegions = true)
    {
        DatasetDocumentSlice slice = _document.Slices[Ensure.InRange(index, 0, SliceIds.Count - 1)];
        string imagePath = DatasetFolder.ImagePath(_folder, slice.Id);
        try
        {
            Raster<float> image = ImageFile.Read(imagePath);
            return new Slice
            {
                Id = slice.Id,
                Image = image,
                Regions = withRegions && slice.Annotated ? ReadLabels(DatasetFolder.LabelPath(_folder, slice.Id), image.Size, Catalog) : null,
                Damage = withRegions ? FindDamage(DatasetFolder.DamagePath(_folder, slice.Id), image.Size) : null,
                Frame = FrameOf(slice, image),
                Split = slice.Split,
            };
        }
        catch (Exception error) when (FileFailure.IsOne(error) && error is not (InvalidDataException or IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException(FileFailure.Of(imagePath, error).Reason, error);
        }
    }

    private SliceFrame FrameOf(DatasetDocumentSlice slice, Raster<float> image)
    {
        var frame = new SliceFrame
        {
            Binning = Preprocessing.Binning,
            OriginalSize = new RasterSize(slice.OriginalWidth, slice.OriginalHeight),
            WorkingSize = image.Size,
            OffsetX = slice.OffsetX,
            OffsetY = slice.OffsetY,
        };
        return frame.FindContradiction(image) is not string contradiction
            ? frame
            : throw new InvalidDataException(
                $"{Path.Combine(_folder, DatasetFolder.DocumentName)}: slice '{slice.Id}': {contradiction}; correct the slice's size and offset, or import the dataset again");
    }

    private static DatasetDocument ReadDocument(string documentPath)
    {
        if (!File.Exists(documentPath))
        {
            throw new FileNotFoundException($"{documentPath}: expected a dataset, got no such file; a dataset is a folder made by import or phantom", documentPath);
        }

        DatasetDocument document = JsonText.Read<DatasetDocument>(documentPath, JsonFormat.Readable, "correct the document, or import the dataset again");
        if (document.Format != DatasetDocument.FormatName || document.Version != DatasetDocument.CurrentVersion)
        {
            throw new InvalidDataException(
                $"{documentPath}: expected format '{DatasetDocument.FormatName}' version {DatasetDocument.CurrentVersion}, got '{document.Format}' version {document.Version}; use a newer DeepSlice, or import the dataset again");
        }

        return document;
    }

    private static void Check(string documentPath, DatasetDocumentSlice? slice)
    {
        if (slice is null)
        {
            throw new InvalidDataException($"{documentPath}: expected a slice, got null in place of a slice; restore the document, or import the dataset again");
        }

        if (!SliceId.IsSafe(slice.Id))
        {
            throw new InvalidDataException($"{documentPath}: expected slice ids of {SliceId.Allowed}, got slice id '{slice.Id}'; rename the slice and its files");
        }

        if (slice.OriginalWidth < 1 || slice.OriginalHeight < 1 || !Enum.IsDefined(slice.Split))
        {
            throw new InvalidDataException($"{documentPath}: slice '{slice.Id}': expected an original width and height of 1 or more, got {slice.OriginalWidth}×{slice.OriginalHeight}; correct the document, or import the dataset again");
        }
    }

    private static Raster<byte>? FindDamage(string path, RasterSize imageSize)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Raster<byte> damage = DamageMaskFile.Read(path);
        return damage.Size == imageSize
            ? damage
            : throw new InvalidDataException($"{path}: expected damage of the image's size {imageSize}, got {damage.Size}; correct the mask, or import the dataset again");
    }

    private static RegionMap ReadLabels(string path, RasterSize imageSize, RegionCatalog catalog)
    {
        Raster<byte> indices = LabelPng.Read(path, catalog);
        if (indices.Size != imageSize)
        {
            throw new InvalidDataException($"{path}: expected labels of the image's size {imageSize}, got {indices.Size}; import the dataset again");
        }

        return RegionMap.FindUnknown(catalog, indices) is { } problem
            ? throw new InvalidDataException($"{path}: {problem}, which is none of the regions of {DatasetFolder.DocumentName}; correct this pixel and those like it, or import the dataset again")
            : new RegionMap(catalog, indices);
    }
}
