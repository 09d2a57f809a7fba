using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Scores of outlines as a table and as JSON, under the keys of <see cref="OutlineMeasure.All"/>.</summary>
/// <remarks>
/// The table has one row a slice and region, empty where a value is unknown; the JSON is
/// <c>{"slices":[{"id","regions":{"cb":{"dice",…},…}}],"mean":{"dice",…,"regions":{"cb":{…},…}}}</c>, null where a value is unknown.
/// </remarks>
public static class OutlineFiles
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced where it exists.</param>
    /// <param name="result">The scores.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteCsv(string path, OutlineResult result) => OutputFile.Write(path, temporary =>
    {
        ArgumentNullException.ThrowIfNull(result);
        using var writer = new StreamWriter(temporary);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        WriteRow(csv, "slice", "region", OutlineMeasure.All.Select(measure => measure.Key));
        foreach (OutlineSliceScore slice in result.Slices)
        {
            foreach (Region region in result.Catalog.Annotated)
            {
                if (slice.Regions.TryGetValue(region.Key, out OutlineScore? score))
                {
                    WriteRow(csv, slice.Id, region.Key, OutlineMeasure.All.Select(measure => measure.Of(score)?.ToString(CultureInfo.InvariantCulture)));
                }
            }
        }
    });

    /// <summary>Writes scores as indented JSON.</summary>
    /// <param name="result">The scores.</param>
    /// <returns>The JSON text.</returns>
    public static string ToJson(OutlineResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("slices");
            foreach (OutlineSliceScore slice in result.Slices)
            {
                json.WriteStartObject();
                json.WriteString("id", slice.Id);
                WriteRegions(json, slice.Regions);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("mean");
            WriteMeasures(json, result.Mean);
            WriteRegions(json, result.RegionMeans);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteRow(CsvWriter csv, string slice, string region, IEnumerable<string?> values)
    {
        csv.WriteField(slice);
        csv.WriteField(region);
        foreach (string? value in values)
        {
            csv.WriteField(value);
        }

        csv.NextRecord();
    }

    private static void WriteRegions(Utf8JsonWriter json, IReadOnlyDictionary<string, OutlineScore> regions)
    {
        json.WriteStartObject("regions");
        foreach ((string key, OutlineScore score) in regions)
        {
            json.WriteStartObject(key);
            WriteMeasures(json, score);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMeasures(Utf8JsonWriter json, OutlineScore? score)
    {
        foreach (OutlineMeasure measure in OutlineMeasure.All)
        {
            if (score is not null && measure.Of(score) is double value)
            {
                json.WriteNumber(measure.Key, value);
            }
            else
            {
                json.WriteNull(measure.Key);
            }
        }
    }
}
