using System.Text.Json;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A folder of predictions: the names of its files, its catalogue, and the runs that wrote it.</summary>
/// <remarks>
/// Several runs may write to one folder. The files of a slice are those of the last run that predicted it, and <c>run.json</c> lists every slice under that
/// run. <c>catalog.json</c>, <c>regions.csv</c> and <c>report.html</c> are those of the last run. Folders of versions before <c>run.json</c> have none.
/// </remarks>
internal sealed class PredictionFolder
{
    /// <summary>Name of the file of the regions: a JSON list, as <see cref="RegionCatalogFile"/> reads it.</summary>
    public const string CatalogName = "catalog.json";

    /// <summary>Name of the file of the runs.</summary>
    public const string RunName = "run.json";

    /// <summary>Name of the table of regions.</summary>
    public const string TableName = "regions.csv";

    /// <summary>Name of the folder of the outlines by side, in the folder of the quantities.</summary>
    public const string SidesName = "qupath";

    /// <summary>Name of the report.</summary>
    public const string ReportName = "report.html";

    private const string LockName = "run.lock";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    internal const string LabelsEnding = ".labels.png";
    internal const string FullResolutionEnding = ".labels.tif";
    internal const string ProbabilitiesEnding = ".probabilities.npy";
    internal const string OutlinesEnding = ".rois.zip";
    internal const string GeoJsonEnding = ".geojson";
    internal const string OverlayImageEnding = ".overlay.tif";
    internal const string OverlayEnding = ".overlay.png";
    internal const string DamageEnding = ".damage.png";

    private static readonly string[] PictureEndings = [LabelsEnding, OverlayEnding, OverlayImageEnding, FullResolutionEnding, .. DamageMaskFile.Endings];

    /// <summary>Refers to a folder; it need not exist.</summary>
    /// <param name="path">Path of the folder.</param>
    public PredictionFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FullPath = path;
    }

    /// <summary>Path of the folder, as it was given.</summary>
    public string FullPath { get; }

    /// <summary>Path of the table of regions.</summary>
    public string TableFile => In(TableName);

    /// <summary>Path of the report.</summary>
    public string ReportFile => In(ReportName);

    internal string CatalogFile => In(CatalogName);

    internal string RunFile => In(RunName);

    /// <summary>Suffixes of all files of a slice, in the order of writing: a slice with a label map has all of its files.</summary>
    internal static IReadOnlyList<string> Endings { get; } =
        [FullResolutionEnding, ProbabilitiesEnding, DamageEnding, OutlinesEnding, GeoJsonEnding, OverlayImageEnding, OverlayEnding, LabelsEnding];

    /// <summary>Path of a file of a slice.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="ending">One of <see cref="Endings"/>.</param>
    internal string FileOf(string id, string ending) => In(id + ending);

    /// <summary>Whether people edit files of this ending; label maps count, since other programs read them.</summary>
    /// <param name="ending">One of <see cref="Endings"/>.</param>
    internal static bool IsEdited(string ending) => ending is LabelsEnding or OutlinesEnding or GeoJsonEnding;

    /// <summary>Path of the label map of a slice: 8-bit region indices on the working grid.</summary>
    /// <param name="id">Id of the slice.</param>
    public string LabelsOf(string id) => In(id + LabelsEnding);

    /// <summary>Path of the label map of a slice at full resolution, written on request.</summary>
    /// <param name="id">Id of the slice.</param>
    public string FullResolutionLabelsOf(string id) => In(id + FullResolutionEnding);

    /// <summary>Path of the probabilities of a slice, 32-bit (C, H, W), written on request.</summary>
    /// <param name="id">Id of the slice.</param>
    public string ProbabilitiesOf(string id) => In(id + ProbabilitiesEnding);

    /// <summary>Path of the outlines of a slice in full-resolution pixels; there is no file if no annotated region was found.</summary>
    /// <param name="id">Id of the slice.</param>
    public string OutlinesOf(string id) => In(id + OutlinesEnding);

    /// <summary>Path of the damage of a slice: 8-bit, 255 on damaged pixels of the working grid, else 0; only models with that output write it.</summary>
    /// <param name="id">Id of the slice.</param>
    public string DamageOf(string id) => In(id + DamageEnding);

    /// <summary>Path of the same outlines, with measurements, for QuPath.</summary>
    /// <param name="id">Id of the slice.</param>
    public string GeoJsonOf(string id) => In(id + GeoJsonEnding);

    /// <summary>Path of the outlines of a slice by side, with its quantities, for QuPath.</summary>
    /// <param name="folder">Folder of the quantities.</param>
    /// <param name="id">Id of the slice.</param>
    internal static string SidesOf(string folder, string id) => Path.Combine(folder, SidesName, id + GeoJsonEnding);

    /// <summary>Path of the picture of a slice with its regions.</summary>
    /// <param name="id">Id of the slice.</param>
    public string OverlayOf(string id) => In(id + OverlayEnding);

    /// <summary>Path of the working image of a slice with its outlines as ImageJ's overlay, written on request.</summary>
    /// <param name="id">Id of the slice.</param>
    public string OverlayImageOf(string id) => In(id + OverlayImageEnding);

    /// <summary>Ids of the predicted slices, in order.</summary>
    /// <returns>Slices that have a label map or outlines.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public IReadOnlyList<string> SliceIds()
    {
        RequireThere(FullPath);
        return
        [
            .. Directory.EnumerateFiles(FullPath)
                .Select(path => Path.GetFileName(path))
                .Where(name => !name.StartsWith('.'))
                .Select(name => IdOf(name, LabelsEnding) ?? IdOf(name, OutlinesEnding))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads the animals of the slices from the table of regions.</summary>
    /// <returns>By the ids of the slices; empty names where a slice lies in no folder of an animal, and no entries without a table.</returns>
    /// <exception cref="InvalidDataException">The table is damaged.</exception>
    internal IReadOnlyDictionary<string, string> ReadAnimals()
    {
        var animals = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(TableFile))
        {
            CsvRows rows = CsvRows.Read(TableFile);
            (int slice, int animal) = (rows.Find("slice"), rows.Find("animal"));
            for (int row = 0; row < rows.Count; row++)
            {
                animals[rows.Text(row, slice)] = rows.Text(row, animal);
            }
        }

        return animals;
    }

    /// <summary>Reads the catalogue.</summary>
    /// <returns>The catalogue, or null if the folder has none.</returns>
    /// <exception cref="InvalidDataException">The file is not a catalogue.</exception>
    public RegionCatalog? FindCatalog() => File.Exists(CatalogFile) ? RegionCatalogFile.Read(CatalogFile) : null;

    /// <summary>The regions of the outlines in the folder.</summary>
    /// <param name="given">The user's catalogue; null if none was given.</param>
    /// <returns>The catalogue given; otherwise that of the folder; otherwise <see cref="RegionCatalog.SagittalSix"/>.</returns>
    /// <exception cref="InvalidDataException">The catalogue given has other regions than the folder's.</exception>
    public RegionCatalog CatalogOr(RegionCatalog? given)
    {
        RegionCatalog? found = FindCatalog();
        return given is null || found is null || found.HasSameRegions(given)
            ? given ?? found ?? RegionCatalog.SagittalSix
            : throw new InvalidDataException($"{CatalogFile}: expected the regions {given.Keys} of the catalogue given, got {found.Keys}; omit --catalog");
    }

    /// <summary>Writes the catalogue; the folder is created if missing.</summary>
    internal void Write(RegionCatalog catalog) => WriteJson(CatalogFile, catalog);

    /// <summary>Reads which runs wrote the folder.</summary>
    /// <returns>The runs; none if the folder has no <c>run.json</c>.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal PredictionRuns ReadRuns() => PredictionRuns.Read(RunFile);

    /// <summary>Adds a run: its slices are its own from now on, and no longer those of earlier runs.</summary>
    /// <exception cref="InvalidDataException">The <c>run.json</c> that is there is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another run holds its lock.</exception>
    internal void Write(PredictionRun run)
    {
        Directory.CreateDirectory(FullPath);

        // Of two runs that end at the same time, the later one reads what the earlier one wrote.
        using IDisposable held = FileLock.Take(In(LockName), LongestWait);
        WriteJson(RunFile, ReadRuns().With(run));
    }

    /// <summary>Whether a file's name is that of a picture that a prediction wrote, or of a mask beside an image.</summary>
    internal static bool IsPicture(string path) =>
        PictureEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    internal static void RequireThere(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        }
    }

    private static string? IdOf(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length ? name[..^ending.Length] : null;

    private static void WriteJson<T>(string path, T value) =>
        OutputFile.WriteText(path, JsonSerializer.Serialize(value, JsonFormat.Readable) + "\n");

    private string In(string name) => Path.Combine(FullPath, name);
}
