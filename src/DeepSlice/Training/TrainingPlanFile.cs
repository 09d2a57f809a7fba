using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepSlice.Training;

/// <summary>A training plan as JSON, whole or as changes to another plan.</summary>
public static class TrainingPlanFile
{
    private const string SetByHand = "Set by hand.";

    /// <summary>Reads a whole plan.</summary>
    /// <param name="path">A run's <c>plan.json</c>.</param>
    /// <exception cref="InvalidDataException">The file is not a plan, has an unknown key, or a value out of range.</exception>
    public static TrainingPlan Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException or JsonException)
        {
            throw new InvalidDataException($"{path}: not a readable training plan: {Words(error)}", error);
        }
    }

    /// <summary>A plan as JSON on many lines, as <c>plan.json</c> holds it.</summary>
    /// <param name="plan">The plan.</param>
    public static string Format(TrainingPlan plan) => JsonSerializer.Serialize(plan, JsonFormat.Readable);

    /// <summary>A plan with the values of a JSON file put over its own.</summary>
    /// <param name="plan">The plan to change.</param>
    /// <param name="path">A JSON object that holds any part of a plan.</param>
    /// <exception cref="InvalidDataException">The file is not a JSON object, has an unknown key, or a value out of range.</exception>
    public static TrainingPlan Merge(TrainingPlan plan, string path)
    {
        try
        {
            JsonObject changes = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new InvalidDataException("found no JSON object");
            JsonObject whole = ToJson(plan);
            changes.Remove("decisions"); // those of the file's own run explain its own values
            var made = new List<PlanDecision>();
            Merge(whole, changes, "", made);
            return WithDecisions(Parse(whole.ToJsonString()), plan, made);
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException or JsonException)
        {
            throw new InvalidDataException($"{path}: {Words(error)}", error);
        }
    }

    /// <summary>A plan with one value changed.</summary>
    /// <param name="plan">The plan to change.</param>
    /// <param name="assignment"><c>key=value</c>; the key is dotted, as <c>learningRate.peak</c>; the value is JSON, or plain text.</param>
    /// <exception cref="InvalidDataException">The key is unknown or the value does not fit; the message lists the keys there are.</exception>
    public static TrainingPlan Set(TrainingPlan plan, string assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new InvalidDataException($"found '{assignment}', allowed is key=value, as epochs=100");
        }

        string[] path = assignment[..equals].Split('.');
        JsonObject whole = ToJson(plan);
        JsonObject place = whole;
        foreach (string key in path[..^1])
        {
            place = Known(place, key, assignment) as JsonObject
                ?? throw new InvalidDataException($"found '{assignment}', but '{key}' holds a single value");
        }

        JsonNode? old = Known(place, path[^1], assignment);
        place[path[^1]] = Value(assignment[(equals + 1)..]);
        try
        {
            return WithDecisions(Parse(whole.ToJsonString()), plan, [new PlanDecision(assignment[..equals], assignment[(equals + 1)..], SetByHand)]);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"found '{assignment}': {Words(error)}", error);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"found '{assignment}', allowed is a value like {old?.ToJsonString(JsonFormat.Compact)}", error);
        }
    }

    private static TrainingPlan Parse(string json) =>
        JsonSerializer.Deserialize<TrainingPlan>(json, JsonFormat.Compact) ?? throw new InvalidDataException("found null in place of a plan");

    private static JsonObject ToJson(TrainingPlan plan) => JsonSerializer.SerializeToNode(plan, JsonFormat.Compact)!.AsObject();

    /// <summary>The planned decisions, those made by hand in their places or behind them.</summary>
    private static TrainingPlan WithDecisions(TrainingPlan plan, TrainingPlan planned, IReadOnlyList<PlanDecision> made) => plan with
    {
        Decisions =
        [
            .. planned.Decisions.Select(decision => made.FirstOrDefault(other => other.Name == decision.Name) ?? decision),
            .. made.Where(decision => planned.Decisions.All(other => other.Name != decision.Name)),
        ],
    };

    private static void Merge(JsonObject whole, JsonObject changes, string prefix, List<PlanDecision> made)
    {
        foreach ((string key, JsonNode? value) in changes)
        {
            JsonNode? old = Known(whole, key, prefix + key);
            if (old is JsonObject inner && value is JsonObject innerChanges)
            {
                Merge(inner, innerChanges, $"{prefix}{key}.", made);
            }
            else if (!JsonNode.DeepEquals(old, value))
            {
                whole[key] = value?.DeepClone();
                made.Add(new PlanDecision(prefix + key, value?.ToJsonString(JsonFormat.Compact) ?? "null", SetByHand));
            }
        }
    }

    private static JsonNode? Known(JsonObject place, string key, string found) =>
        place.TryGetPropertyValue(key, out JsonNode? value)
            ? value
            : throw new InvalidDataException($"found unknown key '{key}' in '{found}', allowed are {string.Join(", ", place.Select(pair => pair.Key))}");

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    /// <summary>What was wrong on one line: the key, then the words without the names of types and places in memory that come with them.</summary>
    private static string Words(Exception error)
    {
        string line = error.Message.Split('\n')[0];
        (string? key, string noise) = error switch
        {
            ArgumentException { ParamName: "value" } => (null, " (Parameter 'value')"),
            ArgumentException { ParamName: { } name } => (JsonNamingPolicy.CamelCase.ConvertName(name), $" (Parameter '{name}')"),
            JsonException { Path: ['$', '.', .. string keys] } => (keys, " Path: $"),
            _ => (null, "\n"),
        };
        int end = line.IndexOf(noise, StringComparison.Ordinal);
        line = end < 0 ? line : line[..end];
        return key is null ? line : $"{key}: {line}";
    }
}
