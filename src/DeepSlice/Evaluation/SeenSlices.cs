using DeepSlice.Formats;

namespace DeepSlice.Evaluation;

/// <summary>Detects scored slices that the model was trained on: their scores are too high.</summary>
/// <remarks>Slices are identified by their ids, which two labs may give to different slices.</remarks>
internal static class SeenSlices
{
    private const int MostNamed = 3;

    /// <summary>Warns if slices of a folder of predictions were predicted by a model that was trained on them.</summary>
    /// <param name="predictions">Folder that <c>predict</c> wrote; folders without <c>run.json</c> give no warning.</param>
    /// <param name="scored">Ids of the slices that are scored.</param>
    /// <param name="source">Where the scored slices come from, as the dataset states it; empty if unknown.</param>
    /// <returns>The warning in one line, or null if no slice was seen as far as is known.</returns>
    /// <exception cref="InvalidDataException">The <c>run.json</c> of the folder is damaged.</exception>
    public static string? WarningOf(string predictions, IReadOnlyList<string> scored, string source = "")
    {
        ArgumentNullException.ThrowIfNull(scored);
        PredictionRuns runs = new PredictionFolder(predictions).ReadRuns();
        string[] seen = [.. scored.Where(id => IsSeen(runs, id))];
        return Warning("the model", seen, scored.Count, seen.All(id => IsSame(runs.Find(id)!.Model.Source, source)));
    }

    /// <summary>Whether a slice was predicted by a model that has seen it.</summary>
    /// <param name="runs">Runs of a folder of predictions; a slice of none of them counts as unseen.</param>
    /// <param name="id">Id of the slice.</param>
    internal static bool IsSeen(PredictionRuns runs, string id) => IsSeen(id, runs.Find(id)?.Model.SliceIds);

    /// <summary>Warns if a model is scored on slices of its training.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="trained">Ids of its training slices.</param>
    /// <param name="trainedSource">Where those slices come from; empty if unknown.</param>
    /// <param name="scored">Ids of the slices that it is scored on.</param>
    /// <param name="source">Where these slices come from; empty if unknown.</param>
    internal static string? WarningOf(string name, IReadOnlyList<string> trained, string trainedSource, IReadOnlyList<string> scored, string source) =>
        Warning(name, [.. scored.Where(id => IsSeen(id, trained))], scored.Count, IsSame(trainedSource, source));

    private static string? Warning(string model, string[] seen, int scored, bool isSameSource)
    {
        if (seen.Length == 0)
        {
            return null;
        }

        string names = $"{string.Join(", ", seen.Take(MostNamed))}{(seen.Length > MostNamed ? " …" : "")}";
        string fact = isSameSource
            ? $"{model} was trained on {seen.Length} of these {scored} slices ({names}); scores on them are too high"
            : $"{model} was trained on slices of the same names as {seen.Length} of these {scored} ({names}); scores are too high if they are the same slices";
        return $"{fact}. Score held-out slices, or use train --folds to estimate accuracy.";
    }

    private static bool IsSeen(string id, IReadOnlyList<string>? trained) => trained?.Contains(id, StringComparer.OrdinalIgnoreCase) == true;

    private static bool IsSame(string trained, string scored) => trained.Length > 0 && trained == scored;
}
