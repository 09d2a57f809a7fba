using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Scores;

/// <summary>Scores as a table and as JSON, under the keys of their measures.</summary>
/// <remarks>
/// The table has one row a slice and region, <c>slice,region,dice,…,animal</c>, empty where a value is unknown. The JSON is
/// <c>{"slices":[{"id","regions":{"cb":{"dice",…},…}}],"mean":{"dice",…,"regions":{"cb":{"dice",…},…}},"seenInTraining":["id",…]}</c>, null where a value is unknown. A region without a
/// score is left out of both.
/// </remarks>
internal static class ScoreFiles
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="table">The scores.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteCsv(string path, ScoreTable table) => CsvTable.Write(path, csv => Fill(csv, table));

    /// <summary>Writes scores as indented JSON.</summary>
    /// <param name="table">The scores.</param>
    /// <returns>The JSON text.</returns>
    public static string ToJson(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("slices");
            foreach (SliceScore slice in table.Slices)
            {
                json.WriteStartObject();
                json.WriteString("id", slice.Id);
                WriteRegions(json, table.Measured, slice.Regions);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("mean");
            WriteMeasures(json, table.Measured, table.Mean);
            WriteRegions(json, table.Measured, table.RegionMeans);
            json.WriteEndObject();
            WriteSeen(json, table.SeenInTraining);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads the Dice of slices and regions from scores that <see cref="ToJson"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">The regions.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static ScoreTable ReadDice(string path, RegionCatalog catalog)
    {
        JsonNode json = JsonText.Read<JsonNode>(path, JsonFormat.Readable, "compute the scores again");
        try
        {
            return new ScoreTable(
                catalog,
                [Measures.Dice],
                [
                    .. json["slices"]!.AsArray().Select(slice => new SliceScore
                    {
                        Id = slice!["id"]!.GetValue<string>(),
                        Regions = slice["regions"]!.AsObject().ToDictionary(
                            region => region.Key, region => new Score(new Dictionary<Measure, double> { [Measures.Dice] = region.Value![Measures.Dice.Key]!.GetValue<double>() }), StringComparer.Ordinal),
                    }),
                ]);
        }
        catch (Exception error) when (error is NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: expected scores of slices, got other JSON; compute the scores again", error);
        }
    }

    internal static void WriteCsv(TextWriter writer, ScoreTable table) => CsvTable.Write(writer, csv => Fill(csv, table));

    private static void Fill(CsvTable csv, ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        csv.Row(["slice", "region", .. table.Measured.Select(measure => measure.Key), "animal"]);
        foreach (SliceScore slice in table.Slices)
        {
            foreach (Region region in table.Catalog.Annotated)
            {
                if (slice.Regions.TryGetValue(region.Key, out Score? score))
                {
                    csv.Row([slice.Id, region.Key, .. table.Measured.Select(measure => (object?)score[measure]), slice.Animal]);
                }
            }
        }
    }

    private static void WriteSeen(Utf8JsonWriter json, IReadOnlyList<string> ids)
    {
        json.WriteStartArray("seenInTraining");
        foreach (string id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    private static void WriteRegions(Utf8JsonWriter json, IReadOnlyList<Measure> measures, IReadOnlyDictionary<string, Score> regions)
    {
        json.WriteStartObject("regions");
        foreach ((string key, Score score) in regions)
        {
            json.WriteStartObject(key);
            WriteMeasures(json, measures, score);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMeasures(Utf8JsonWriter json, IReadOnlyList<Measure> measures, Score? score)
    {
        foreach (Measure measure in measures)
        {
            if (score?[measure] is double value)
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
