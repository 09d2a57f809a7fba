using System.Text;
using System.Text.Json;
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
    /// <summary>Writes scores as indented JSON.</summary>
    /// <param name="result">The scores.</param>
    /// <returns>The JSON text.</returns>
    public static string Write(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("slices");
            foreach (SliceScore slice in result.Slices)
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

    private static void WriteRegions(Utf8JsonWriter json, IReadOnlyDictionary<string, RegionScore> regions)
    {
        json.WriteStartObject("regions");
        foreach ((string key, RegionScore score) in regions)
        {
            json.WriteStartObject(key);
            WriteMeasures(json, score);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMeasures(Utf8JsonWriter json, RegionScore? score)
    {
        foreach (Measure measure in Measure.All)
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
