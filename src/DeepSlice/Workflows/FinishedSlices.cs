using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Formats;

namespace DeepSlice.Workflows;

/// <summary>The finished slices of a folder of predictions: <c>finished/*.jsonl</c>, to which every run adds a line for each slice in a file of its own.</summary>
/// <remarks>
/// So several processes, on several machines, can write to one folder, and whatever ends a run, its finished slices stay finished. A line that is cut off counts
/// as none. Thread-safe.
/// </remarks>
internal sealed class FinishedSlices : IDisposable
{
    private const string FolderName = "finished";
    private const string Ending = ".jsonl";
    private const string WholeName = "slices" + Ending;
    private const string SummaryName = "summary.sha256";

    private readonly Lock _lock = new();
    private readonly PredictionFolder _predictions;
    private readonly string _folder;
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FinishedSlice> _slices = new(StringComparer.Ordinal);
    private readonly List<FileInfo> _read;
    private readonly string _own;
    private StreamWriter? _writer;

    /// <summary>Reads what earlier runs have finished.</summary>
    /// <param name="predictions">The folder; may be missing.</param>
    public FinishedSlices(PredictionFolder predictions)
    {
        _predictions = predictions;
        _folder = Path.Combine(predictions.FullPath, FolderName);
        _read = Directory.Exists(_folder) ? [.. new DirectoryInfo(_folder).EnumerateFiles("*" + Ending).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)] : [];
        _own = Path.Combine(_folder, $"{Guid.NewGuid():N}{Ending}");
        foreach (string line in _read.SelectMany(file => File.ReadLines(file.FullName)))
        {
            if (Parse(line) is { } slice)
            {
                _slices[slice.Slice.Id] = slice;
                _lines[slice.Slice.Id] = line;
            }
        }
    }

    /// <summary>Path of the picture of a slice alone, which small reports show beside its regions.</summary>
    /// <param name="id">Id of the slice.</param>
    public string PictureOf(string id) => Path.Combine(_folder, id + ".png");

    /// <summary>The slices that are finished: same model, options and input, and all files as they were written.</summary>
    /// <param name="sources">All slices of the run.</param>
    /// <param name="key">Hash of model and options.</param>
    /// <param name="pictured">Whether the report needs the pictures of all slices.</param>
    public IReadOnlyDictionary<string, FinishedSlice> Among(IReadOnlyList<SliceSource> sources, string key, bool pictured)
    {
        if (_slices.Count == 0)
        {
            return new Dictionary<string, FinishedSlice>();
        }

        HashSet<string> names = NamesIn(_predictions.FullPath);
        HashSet<string> pictures = pictured ? NamesIn(_folder) : [];
        return sources.AsParallel()
            .Select(source => (Source: source, Found: _slices.GetValueOrDefault(source.Id)))
            .Where(pair => pair.Found is { } found && found.Key == key && found.Slice.Input == Path.GetFullPath(pair.Source.Path) && found.Animal == pair.Source.Animal
                && (!pictured || pictures.Contains(Path.GetFileName(PictureOf(pair.Source.Id))))
                && found.IsComplete(_predictions, names) && found.Stamp == pair.Source.Stamp)
            .ToDictionary(pair => pair.Source.Id, pair => pair.Found!, StringComparer.Ordinal);
    }

    /// <summary>Adds a slice whose files are in place.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(FinishedSlice slice)
    {
        string line = JsonSerializer.Serialize(slice, JsonFormat.Compact);
        lock (_lock)
        {
            _slices[slice.Slice.Id] = slice;
            _lines[slice.Slice.Id] = line;
            _writer ??= OutputFile.OpenLines(_own);
            _writer.WriteLine(line);
        }
    }

    /// <summary>Whether tables and report are those of these slices.</summary>
    /// <param name="ids">The slices of the run, in order.</param>
    /// <param name="commandLine">The arguments of the command line, which tables and report name.</param>
    public bool IsSummarized(IReadOnlyList<string> ids, IReadOnlyList<string> commandLine)
    {
        string path = Path.Combine(_folder, SummaryName);
        return File.Exists(path) && File.Exists(_predictions.TableFile) && File.Exists(_predictions.ReportFile) && File.Exists(_predictions.RunFile) && File.Exists(_predictions.CatalogFile)
            && File.ReadAllText(path).Trim() == HashOf(ids, commandLine);
    }

    /// <summary>Notes that tables and report are those of these slices, and joins the files of all runs to one.</summary>
    /// <param name="ids">The slices of the run, in order; all of them are finished.</param>
    /// <param name="commandLine">The arguments of the command line.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Summarize(IReadOnlyList<string> ids, IReadOnlyList<string> commandLine)
    {
        lock (_lock)
        {
            _writer?.Dispose();
            _writer = null;
            string whole = Path.Combine(_folder, WholeName);
            if (File.Exists(_own) || _read.Count > 1)
            {
                OutputFile.Write(whole, temporary => File.WriteAllLines(temporary, _lines.Values));
                foreach (FileInfo file in _read.Where(file => file.Name != WholeName && IsAsRead(file)))
                {
                    file.Delete();
                }

                File.Delete(_own);
            }

            OutputFile.WriteText(Path.Combine(_folder, SummaryName), HashOf(ids, commandLine) + "\n");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writer?.Dispose();

    private static FinishedSlice? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<FinishedSlice>(line, JsonFormat.Compact);
        }
        catch (JsonException)
        {
            return null; // cut off, or of another version
        }
    }

    private static HashSet<string> NamesIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))] : [];

    // A run that is still going may have added slices to its file since it was read.
    private static bool IsAsRead(FileInfo file)
    {
        long length = file.Length;
        file.Refresh();
        return file.Exists && file.Length == length;
    }

    private string HashOf(IReadOnlyList<string> ids, IReadOnlyList<string> commandLine)
    {
        StringBuilder text = new StringBuilder().AppendJoin('\n', commandLine).Append('\n');
        foreach (string id in ids)
        {
            text.Append(_lines.GetValueOrDefault(id, id)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
