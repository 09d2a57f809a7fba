namespace DeepSlice.Formats;

/// <summary>The files in a dataset folder: those that DeepSlice wrote, and those that somebody added or changed.</summary>
/// <remarks>
/// <c>checksums.sha256</c> holds the SHA-256 of every file of the dataset, in the format of <c>sha256sum</c>. Datasets of earlier versions have none: their
/// files are those of the slices in <c>dataset.json</c>, and count as changed if they are younger than it.
/// </remarks>
internal sealed class DatasetContents
{
    /// <summary>Name of the file with the checksums.</summary>
    public const string ChecksumsName = "checksums.sha256";

    private static readonly string[] _folders = ["images", "labels", "damage"];

    private readonly string _folder;

    private DatasetContents(string folder, IReadOnlyList<string> written)
    {
        _folder = folder;
        Written = written;
    }

    /// <summary>Files that DeepSlice wrote, as paths within the folder; some may be missing.</summary>
    public IReadOnlyList<string> Written { get; }

    /// <summary>Files that somebody added, with the place of the first ones.</summary>
    public required IReadOnlyList<string> Foreign { get; init; }

    /// <summary>Files that were changed since DeepSlice wrote them.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>Inspects a dataset folder.</summary>
    /// <param name="folder">Folder with a <c>dataset.json</c>.</param>
    public static DatasetContents Inspect(string folder)
    {
        IReadOnlyDictionary<string, string>? checksums = ReadChecksums(Path.Combine(folder, ChecksumsName));
        string[] written = checksums is null ? [DatasetFolder.DocumentName, .. ListedFiles(folder)] : [.. checksums.Keys];
        DateTime since = File.GetLastWriteTimeUtc(Path.Combine(folder, DatasetFolder.DocumentName)).AddSeconds(2);
        HashSet<string> known = [.. written, DatasetFolder.DocumentName, ChecksumsName, DatasetFolder.CheckPageName, DatasetFolder.CheckFolderName, .. _folders];
        return new DatasetContents(folder, written)
        {
            Foreign = [.. Present(folder).Where(name => !known.Contains(name))],
            Changed = [.. written.Where(name => IsChanged(Path.Combine(folder, name), checksums?[name], since))],
        };
    }

    /// <summary>Whether the folder holds nothing but empty folders of a dataset, as a killed process leaves them.</summary>
    /// <param name="folder">The folder; may be missing.</param>
    public static bool IsNothing(string folder) => Present(folder).All(name => _folders.Contains(name, StringComparer.Ordinal));

    /// <summary>The text of <see cref="ChecksumsName"/>.</summary>
    /// <param name="checksums">Paths within the folder with their SHA-256.</param>
    public static string Format(IEnumerable<(string Name, string Hash)> checksums) => string.Concat(checksums.Select(file => $"{file.Hash}  {file.Name}\n"));

    /// <summary>Removes the files that DeepSlice wrote and that a later dataset does not have; what somebody changed stays.</summary>
    /// <param name="names">Files of the later dataset.</param>
    public void RemoveOthers(IEnumerable<string> names)
    {
        foreach (string name in Written.Except(names, StringComparer.Ordinal).Except(Changed, StringComparer.Ordinal))
        {
            File.Delete(Path.Combine(_folder, name));
        }
    }

    private static IEnumerable<string> Present(string folder) =>
    [
        .. SystemFile.NamesBeside(folder),
        .. _folders.SelectMany(name => SystemFile.NamesBeside(Path.Combine(folder, name)).Select(file => $"{name}/{file}")),
    ];

    private static bool IsChanged(string path, string? checksum, DateTime since) =>
        File.Exists(path) && (checksum is null ? File.GetLastWriteTimeUtc(path) > since : FileHash.Of(path) != checksum);

    private static Dictionary<string, string>? ReadChecksums(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var checksums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] line in File.ReadLines(path).Select(line => line.Split("  ", 2)))
        {
            if (line is [string hash, string name] && !name.Split('/').Contains("..") && !Path.IsPathRooted(name))
            {
                checksums[name] = hash;
            }
        }

        return checksums;
    }

    private static IEnumerable<string> ListedFiles(string folder)
    {
        try
        {
            return [.. DatasetReader.Open(folder).SliceIds.SelectMany(id => (string[])[DatasetFolder.ImagePath("", id), DatasetFolder.LabelPath("", id)])];
        }
        catch (InvalidDataException)
        {
            return []; // all files count as somebody's
        }
    }
}
