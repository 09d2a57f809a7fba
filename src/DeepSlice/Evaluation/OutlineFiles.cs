using DeepSlice.Formats;

namespace DeepSlice.Evaluation;

/// <summary>Scores of outlines as a table and as JSON, under the keys of <see cref="OutlineMeasure.All"/>.</summary>
/// <remarks>
/// The table has one row a slice and region, empty where a value is unknown; the JSON is
/// <c>{"slices":[{"id","regions":{"cb":{"dice",…},…}}],"mean":{"dice",…,"regions":{"cb":{…},…}}}</c>, null where a value is unknown.
/// </remarks>
public static class OutlineFiles
{
    private static readonly ScoreFiles<OutlineScore> s_files = new([.. OutlineMeasure.All.Select(measure => (measure.Key, (Func<OutlineScore, double?>)measure.Of))]);

    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced where it exists.</param>
    /// <param name="result">The scores.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteCsv(string path, OutlineResult result) => OutputFile.Write(path, temporary =>
    {
        ArgumentNullException.ThrowIfNull(result);
        using var writer = new StreamWriter(temporary);
        s_files.WriteCsv(writer, result.Catalog, result.Slices.Select(slice => (slice.Id, slice.Regions)));
    });

    /// <summary>Writes scores as indented JSON.</summary>
    /// <param name="result">The scores.</param>
    /// <returns>The JSON text.</returns>
    public static string ToJson(OutlineResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return s_files.ToJson(result.Slices.Select(slice => (slice.Id, slice.Regions)), result.Mean, result.RegionMeans);
    }
}
