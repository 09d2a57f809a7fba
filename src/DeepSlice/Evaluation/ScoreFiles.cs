using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Scores of any kind, by slice and region, as a table and as JSON.</summary>
/// <typeparam name="TScore">The score of a region.</typeparam>
/// <param name="measures">What a score holds: key and value, which is null where it is unknown.</param>
internal sealed class ScoreFiles<TScore>(IReadOnlyList<(string Key, Func<TScore, double?> Of)> measures)
    where TScore : class
{
    /// <summary>Writes one row a slice and region: <c>slice,region</c> and a column for each measure, empty where a value is unknown.</summary>
    public void WriteCsv(TextWriter writer, RegionCatalog catalog, IEnumerable<(string Id, IReadOnlyDictionary<string, TScore> Regions)> slices)
    {
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        csv.WriteField("slice");
        csv.WriteField("region");
        foreach ((string key, _) in measures)
        {
            csv.WriteField(key);
        }

        csv.NextRecord();
        foreach ((string id, IReadOnlyDictionary<string, TScore> regions) in slices)
        {
            foreach (Region region in catalog.Annotated)
            {
                if (regions.TryGetValue(region.Key, out TScore? score))
                {
                    WriteRow(csv, id, region, score);
                }
            }
        }
    }

    /// <summary>Writes <c>{"slices":[{"id","regions":{"cb":{…},…}}],"mean":{…,"regions":{"cb":{…},…}}}</c>, indented, with null where a value is unknown.</summary>
    public string ToJson(
        IEnumerable<(string Id, IReadOnlyDictionary<string, TScore> Regions)> slices, TScore? mean, IReadOnlyDictionary<string, TScore> regionMeans)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("slices");
            foreach ((string id, IReadOnlyDictionary<string, TScore> regions) in slices)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                WriteRegions(json, regions);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("mean");
            WriteMeasures(json, mean);
            WriteRegions(json, regionMeans);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void WriteRow(CsvWriter csv, string id, Region region, TScore score)
    {
        csv.WriteField(id);
        csv.WriteField(region.Key);
        foreach ((_, Func<TScore, double?> of) in measures)
        {
            csv.WriteField(of(score));
        }

        csv.NextRecord();
    }

    private void WriteRegions(Utf8JsonWriter json, IReadOnlyDictionary<string, TScore> regions)
    {
        json.WriteStartObject("regions");
        foreach ((string key, TScore score) in regions)
        {
            json.WriteStartObject(key);
            WriteMeasures(json, score);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteMeasures(Utf8JsonWriter json, TScore? score)
    {
        foreach ((string key, Func<TScore, double?> of) in measures)
        {
            if (score is not null && of(score) is double value)
            {
                json.WriteNumber(key, value);
            }
            else
            {
                json.WriteNull(key);
            }
        }
    }
}
