using System.Text.Json;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>
/// A dataset on disk: <c>dataset.json</c>, <c>images/&lt;id&gt;.tif</c> (32-bit floating-point grey), <c>labels/&lt;id&gt;.png</c> (8-bit
/// region indices).
/// </summary>
public static class DatasetFolder
{
    /// <summary>Name of the file that makes a folder a dataset.</summary>
    public const string DocumentName = "dataset.json";

    /// <summary>Name of the page that shows the slices with their outlines.</summary>
    internal const string CheckPageName = "check.html";

    /// <summary>Name of the folder of the pictures, and further pages, of <see cref="CheckPageName"/>.</summary>
    internal const string CheckFolderName = "check";

    private static readonly string[] Contents = [DocumentName, "images", "labels", CheckPageName, CheckFolderName];

    /// <summary>Whether a folder is a dataset.</summary>
    /// <param name="path">Any path.</param>
    public static bool IsDataset(string path) => File.Exists(Path.Combine(path, DocumentName));

    /// <summary>Checks that <see cref="Write(string, SliceDataset)"/> can write to the folder; call it before long work.</summary>
    /// <param name="path">Folder to create; missing, empty, or a dataset without other files.</param>
    /// <exception cref="IOException">There is a file, or a folder that holds something else.</exception>
    public static void RequireReplaceable(string path) => OutputFolder.RequireReplaceable(path, Contents);

    /// <summary>Writes a dataset; the folder appears when it is complete.</summary>
    /// <param name="path">Folder to create; an earlier dataset is replaced, anything else is refused.</param>
    /// <param name="dataset">Slices whose ids are valid file names and whose frames have the dataset's binning.</param>
    /// <exception cref="ArgumentException">An id is no file name, or a slice has another binning or catalogue than the dataset.</exception>
    /// <exception cref="IOException">The folder cannot be written, or contains other files.</exception>
    public static void Write(string path, SliceDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        foreach (Slice slice in dataset.Slices)
        {
            CheckSlice(dataset, slice);
        }

        Write(path, dataset with { Slices = [] }, dataset.Slices);
    }

    /// <summary>Writes a dataset slice by slice without keeping slices in memory; the folder appears when it is complete.</summary>
    /// <param name="path">As of <see cref="Write(string, SliceDataset)"/>.</param>
    /// <param name="description">The dataset without its slices.</param>
    /// <param name="slices">Slices as of <see cref="Write(string, SliceDataset)"/>, enumerated once.</param>
    /// <exception cref="ArgumentException">As of <see cref="Write(string, SliceDataset)"/>, or two slices have the same id.</exception>
    /// <exception cref="IOException">As of <see cref="Write(string, SliceDataset)"/>.</exception>
    public static void Write(string path, SliceDataset description, IEnumerable<Slice> slices)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(slices);
        OutputFolder.Write(path, Contents, folder =>
        {
            var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            List<DatasetDocumentSlice> entries = [];
            foreach (Slice slice in slices)
            {
                CheckSlice(description, slice);
                if (!ids.Add(slice.Id))
                {
                    throw new ArgumentException($"expected unique slice ids in a dataset, got '{slice.Id}' twice", nameof(slices));
                }

                ImageFile.Write(ImagePath(folder, slice.Id), slice.Image);
                if (slice.Regions is not null)
                {
                    PngFile.Write(LabelPath(folder, slice.Id), slice.Regions.Indices);
                }

                entries.Add(Describe(slice));
            }

            OutputFile.WriteText(Path.Combine(folder, DocumentName), JsonSerializer.Serialize(Describe(description, entries), JsonFormat.Readable) + "\n");
        });
    }

    /// <summary>Reads a dataset.</summary>
    /// <param name="path">Folder that holds <see cref="DocumentName"/>.</param>
    /// <param name="cancellationToken">Stops the reading between slices.</param>
    /// <exception cref="FileNotFoundException">The folder is no dataset, or an image or label map is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or does not fit the others.</exception>
    public static SliceDataset Read(string path, CancellationToken cancellationToken = default) => ReadSlices(path, failures: null, cancellationToken);

    /// <summary>Reads the slices of a data set that can be read.</summary>
    /// <param name="path">Folder that holds <see cref="DocumentName"/>.</param>
    /// <param name="failures">Gets the slices that cannot be read.</param>
    /// <param name="cancellationToken">Stops the reading between slices.</param>
    /// <exception cref="FileNotFoundException">The folder is no data set.</exception>
    /// <exception cref="InvalidDataException">The document is damaged, or no slice can be read.</exception>
    public static SliceDataset Read(string path, ICollection<FileFailure> failures, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(failures);
        SliceDataset read = ReadSlices(path, failures, cancellationToken);
        return read.Slices.Count > 0 || failures.Count == 0 ? read : throw FileFailure.OfAll(failures);
    }

    internal static string ImagePath(string folder, string id) => Path.Combine(folder, "images", id + ".tif");

    internal static string LabelPath(string folder, string id) => Path.Combine(folder, "labels", id + ".png");

    private static SliceDataset ReadSlices(string path, ICollection<FileFailure>? failures, CancellationToken cancellationToken)
    {
        DatasetReader reader = DatasetReader.Open(path);
        var slices = new List<Slice>(reader.SliceIds.Count);
        for (int index = 0; index < reader.SliceIds.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                slices.Add(reader.ReadSlice(index));
            }
            catch (Exception error) when (failures is not null && FileFailure.IsOne(error))
            {
                failures.Add(FileFailure.Of(ImagePath(path, reader.SliceIds[index]), error));
            }
        }

        try
        {
            return new SliceDataset
            {
                Catalog = reader.Catalog,
                Slices = slices,
                Preprocessing = reader.Preprocessing,
                Provenance = reader.Provenance,
            };
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{Path.Combine(path, DocumentName)}: {error.Message}", error);
        }
    }

    private static void CheckSlice(SliceDataset dataset, Slice slice)
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
