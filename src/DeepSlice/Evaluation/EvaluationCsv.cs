using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DeepSlice.Formats;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Scores as a table: one row a slice and region, <c>slice,region</c> and a column for the key of each of <see cref="Measure.All"/>, empty where a value is unknown.</summary>
public static class EvaluationCsv
{
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
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        csv.WriteField("slice");
        csv.WriteField("region");
        foreach (Measure measure in Measure.All)
        {
            csv.WriteField(measure.Key);
        }

        csv.NextRecord();
        foreach (SliceScore slice in result.Slices)
        {
            foreach (Region region in result.Catalog.Annotated)
            {
                if (slice.Regions.TryGetValue(region.Key, out RegionScore? score))
                {
                    WriteRow(csv, slice.Id, region, score);
                }
            }
        }
    }

    private static void WriteRow(CsvWriter csv, string id, Region region, RegionScore score)
    {
        csv.WriteField(id);
        csv.WriteField(region.Key);
        foreach (Measure measure in Measure.All)
        {
            csv.WriteField(measure.Of(score));
        }

        csv.NextRecord();
    }
}
