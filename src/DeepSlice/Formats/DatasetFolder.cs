using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>
/// A dataset on disk: <c>dataset.json</c>, <c>images/&lt;id&gt;.tif</c> (32-bit floating-point grey), <c>labels/&lt;id&gt;.png</c> (8-bit
/// region indices), and <c>damage/&lt;id&gt;.png</c> (8-bit, not 0 on pixels to be left out) of slices that have any.
/// </summary>
public static class DatasetFolder
{
    /// <summary>Name of the file that makes a folder a dataset.</summary>
    public const string DocumentName = "dataset.json";

    /// <summary>Name of the page that shows the slices with their outlines.</summary>
    internal const string CheckPageName = "check.html";

    /// <summary>Name of the folder of the pictures, and further pages, of <see cref="CheckPageName"/>.</summary>
    internal const string CheckFolderName = "check";

    /// <summary>Whether a folder is a dataset.</summary>
    /// <param name="path">Any path.</param>
    public static bool IsDataset(string path) => File.Exists(Path.Combine(path, DocumentName));

    /// <summary>Checks that <see cref="Write(string, SliceDataset, bool)"/> can write to the folder; call it before long work.</summary>
    /// <param name="path">Folder to write to; missing, empty, or a dataset as DeepSlice wrote it.</param>
    /// <param name="overwrite">Whether files that were changed since may be replaced.</param>
    /// <exception cref="IOException">There is a file, or a folder that holds something else, or files that somebody added or changed; the message names them.</exception>
    public static void RequireReplaceable(string path, bool overwrite = false) => _ = DatasetWriter.RequireReplaceable(path, description: null, overwrite);

    /// <summary>Writes a dataset; a reader sees the earlier one until all files are complete.</summary>
    /// <param name="path">Folder to write to, created if missing; an earlier dataset in it is replaced. It is never removed itself, so it may be a link or a mount point.</param>
    /// <param name="dataset">Slices whose ids are valid file names and whose frames have the dataset's binning.</param>
    /// <param name="overwrite">Whether files that were changed since DeepSlice wrote them may be replaced, and other slices by phantoms. Files that somebody added always stay.</param>
    /// <exception cref="ArgumentException">An id is no file name, or a slice has another binning or catalogue than the dataset.</exception>
    /// <exception cref="IOException">The folder cannot be written, or contains files that may not be replaced.</exception>
    public static void Write(string path, SliceDataset dataset, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        foreach (Slice slice in dataset.Slices)
        {
            DatasetWriter.CheckSlice(dataset, slice);
        }

        Write(path, dataset with { Slices = [] }, dataset.Slices, overwrite);
    }

    /// <summary>Writes a dataset slice by slice without keeping slices in memory.</summary>
    /// <param name="path">As of <see cref="Write(string, SliceDataset, bool)"/>.</param>
    /// <param name="description">The dataset without its slices.</param>
    /// <param name="slices">Slices as of <see cref="Write(string, SliceDataset, bool)"/>, enumerated once.</param>
    /// <param name="overwrite">As of <see cref="Write(string, SliceDataset, bool)"/>.</param>
    /// <exception cref="ArgumentException">As of <see cref="Write(string, SliceDataset, bool)"/>, or two slices have the same id.</exception>
    /// <exception cref="IOException">As of <see cref="Write(string, SliceDataset, bool)"/>.</exception>
    public static void Write(string path, SliceDataset description, IEnumerable<Slice> slices, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(slices);
        DatasetWriter.Write(path, description, slices, overwrite);
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

    internal static string DamagePath(string folder, string id) => Path.Combine(folder, "damage", id + ".png");

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
            throw new InvalidDataException($"{Path.Combine(path, DocumentName)}: {PlainWords.Of(error)}", error);
        }
    }
}
