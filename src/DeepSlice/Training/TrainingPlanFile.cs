using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DeepSlice.Training;

/// <summary>Reads and writes training plans as JSON, complete or as changes to another plan.</summary>
public static class TrainingPlanFile
{
    private const string SetByHand = "Set by hand.";
    private static readonly JsonSerializerOptions s_complete = new(JsonFormat.Compact) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WriteDefaults } } };

    private const string Remedy = "give a training plan, as a run's plan.json is one";

    /// <summary>Reads a complete plan.</summary>
    /// <param name="path">A run's <c>plan.json</c>.</param>
    /// <exception cref="InvalidDataException">The file is not a plan, has an unknown key, or a value out of range.</exception>
    public static TrainingPlan Read(string path)
    {
        try
        {
            JsonNode json = JsonText.Read<JsonNode>(path, JsonFormat.Readable, Remedy);
            IReadOnlyList<KeyValuePair<string, JsonNode?>> shared = FormerWholePlan.TakeShared(json);
            TrainingPlan plan = Parse(json);
            FormerWholePlan.Require(plan, shared);
            return plan;
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException($"{path}: expected JSON of complete letters, got half of one, such as \\ud800 alone; {Remedy}", error);
        }
    }

    /// <summary>A plan as indented JSON, as in <c>plan.json</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string Format(TrainingPlan plan) => JsonSerializer.Serialize(plan, JsonFormat.Readable);

    /// <summary>A plan with the values of a JSON file in place of its own.</summary>
    /// <param name="plan">The plan to change.</param>
    /// <param name="path">A JSON object that holds any part of a plan.</param>
    /// <exception cref="InvalidDataException">The file is not a JSON object, has an unknown key, or a value out of range.</exception>
    public static TrainingPlan Merge(TrainingPlan plan, string path)
    {
        try
        {
            JsonObject changes = JsonText.Read<JsonNode>(path, JsonFormat.Readable, Remedy) as JsonObject
                ?? throw new InvalidDataException($"expected a JSON object in {{ }}, got something else; {Remedy}");
            JsonObject whole = Complete(plan);
            changes.Remove("decisions"); // they explain the values of the file's own run
            IReadOnlyList<KeyValuePair<string, JsonNode?>> shared = FormerWholePlan.TakeShared(changes);
            var made = new List<PlanDecision>();
            Merge(whole, changes, "", made);
            TrainingPlan merged = Parse(whole);
            FormerWholePlan.Require(merged, shared);
            return WithDecisions(merged, plan, made);
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException($"{path}: expected JSON of complete letters, got half of one, such as \\ud800 alone; {Remedy}", error);
        }
    }

    /// <summary>A plan with one value changed.</summary>
    /// <param name="plan">The plan to change.</param>
    /// <param name="assignment"><c>key=value</c>; the key is dotted, as <c>learningRate.peak</c>; the value is JSON, or plain text.</param>
    /// <exception cref="InvalidDataException">The key is unknown or the value does not fit; the message lists the known keys.</exception>
    public static TrainingPlan Set(TrainingPlan plan, string assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new InvalidDataException($"expected key=value, as epochs=100, got '{assignment}'");
        }

        string[] path = assignment[..equals].Split('.');
        JsonObject whole = Complete(plan);
        JsonObject place = whole;
        foreach (string key in path[..^1])
        {
            place = Known(place, key, assignment) as JsonObject
                ?? throw new InvalidDataException($"expected the key of a single value, got '{assignment}', but '{key}' has no keys");
        }

        JsonNode? old = Known(place, path[^1], assignment);
        place[path[^1]] = Value(assignment[(equals + 1)..]);
        try
        {
            TrainingPlan changed = whole.Deserialize<TrainingPlan>(JsonFormat.Compact)!;
            return WithDecisions(changed, plan, [new PlanDecision(assignment[..equals], assignment[(equals + 1)..], SetByHand)]);
        }
        catch (ArgumentException error)
        {
            string words = PlainWords.Of(error);
            string key = path[^1] + ": ";
            throw new InvalidDataException($"'{assignment}': {(words.StartsWith(key, StringComparison.Ordinal) ? words[key.Length..] : words)}", error);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"expected a value like {old?.ToJsonString(JsonFormat.Compact)}, got '{assignment}'", error);
        }
    }

    // The text is not the user's, so lines and columns would not be those of the file.
    private static TrainingPlan Parse(JsonNode json)
    {
        try
        {
            return json.Deserialize<TrainingPlan>(JsonFormat.Compact)!;
        }
        catch (Exception error) when (error is ArgumentException or JsonException)
        {
            throw new InvalidDataException($"{JsonText.Words(error, json.ToJsonString(), JsonFormat.Compact, isAsWritten: false)}; {Remedy}", error);
        }
    }

    internal static JsonObject ToJson(TrainingPlan plan) => JsonSerializer.SerializeToNode(plan, JsonFormat.Compact)!.AsObject();

    // With the settings that a plan file omits at their defaults, so that they can be changed.
    private static JsonObject Complete(TrainingPlan plan) => JsonSerializer.SerializeToNode(plan, s_complete)!.AsObject();

    private static void WriteDefaults(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(property =>
            property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingDefault }]))
        {
            property.ShouldSerialize = null;
        }
    }

    /// <summary>The planned decisions; those set by hand replace them or follow them.</summary>
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
            : throw new InvalidDataException($"expected one of {string.Join(", ", place.Select(pair => pair.Key))}, got unknown key '{key}' in '{found}'");

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
}
