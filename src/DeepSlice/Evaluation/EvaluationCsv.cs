using DeepSlice.Formats;
using DeepSlice.Metrics;

namespace DeepSlice.Evaluation;

/// <summary>Scores as a table: one row a slice and region, <c>slice,region</c> and a column for the key of each of <see cref="Measure.All"/>, empty where a value is unknown.</summary>
public static class EvaluationCsv
{
    private static readonly ScoreFiles<RegionScore> s_files = new([.. Measure.All.Select(measure => (measure.Key, (Func<RegionScore, double?>)measure.Of))]);

    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced where it exists.</param>
    /// <param name="result">The scores. A region in neither prediction nor annotation of a slice has no row.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, EvaluationResult result) => OutputFile.Write(path, temporary =>
    {
        using var writer = new StreamWriter(temporary);
        Write(writer, result);
    });

    internal static void Write(TextWriter writer, EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        s_files.WriteCsv(writer, result.Catalog, result.Slices.Select(slice => (slice.Id, slice.Regions)));
    }
}
