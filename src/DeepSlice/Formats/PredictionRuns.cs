using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Formats;

/// <summary>The runs that wrote a folder of predictions: <c>run.json</c>, <c>{"runs":[…]}</c>.</summary>
/// <remarks>Keys that a later version adds are ignored.</remarks>
internal sealed record PredictionRuns
{
    private const string Remedy = "delete the file, or predict into another folder";

    private static readonly JsonSerializerOptions s_tolerant = new(JsonFormat.Readable) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>The runs, the earliest first; a slice is listed under the last run that predicted it.</summary>
    public required IReadOnlyList<PredictionRun> Runs { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file; may be missing.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static PredictionRuns Read(string path)
    {
        if (!File.Exists(path))
        {
            return new PredictionRuns { Runs = [] };
        }

        PredictionRuns read = JsonText.Read<PredictionRuns>(path, s_tolerant, Remedy);
        return !read.Runs.Contains(null) && !read.Runs.SelectMany(run => run.Slices).Contains(null)
            ? read
            : throw new InvalidDataException($"{path}: expected runs and slices, got null in place of one; {Remedy}");
    }

    /// <summary>These runs and one more; slices that it predicted again are no longer listed under earlier runs, and runs without slices are omitted.</summary>
    public PredictionRuns With(PredictionRun run)
    {
        HashSet<string> again = [.. run.Slices.Select(slice => slice.Id)];
        IEnumerable<PredictionRun> earlier = Runs
            .Select(other => other with { Slices = [.. other.Slices.Where(slice => !again.Contains(slice.Id))] })
            .Where(other => other.Slices.Count > 0);
        return new PredictionRuns { Runs = [.. earlier, run] };
    }

    /// <summary>The run that wrote a slice's files; null if it is not listed.</summary>
    public PredictionRun? Find(string id) => Runs.LastOrDefault(run => run.Slices.Any(slice => slice.Id == id));

    /// <summary>What a run says of a slice; null if it is not listed.</summary>
    public PredictionRunSlice? FindSlice(string id) => Find(id)?.Slices.First(slice => slice.Id == id);
}
