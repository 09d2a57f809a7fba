using DeepSlice.Metrics;

namespace DeepSlice.Evaluation;

/// <summary>Scores as JSON.</summary>
/// <remarks>
/// <c>{"slices":[{"id","regions":{"cb":{"dice","jaccard","hausdorff95",…},…}}],"mean":{"dice","jaccard","hausdorff95",…,"regions":{"cb":{…},…}}}</c>
/// with the keys of <see cref="Measure.All"/>, null where a value is unknown. A region in neither prediction nor annotation is left out; the
/// overall means are null where nothing was scored.
/// </remarks>
public static class EvaluationJson
{
    private static readonly ScoreFiles<RegionScore> s_files = new([.. Measure.All.Select(measure => (measure.Key, (Func<RegionScore, double?>)measure.Of))]);

    /// <summary>Writes scores as indented JSON.</summary>
    /// <param name="result">The scores.</param>
    /// <returns>The JSON text.</returns>
    public static string Write(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return s_files.ToJson(result.Slices.Select(slice => (slice.Id, slice.Regions)), result.Mean, result.RegionMeans);
    }
}
