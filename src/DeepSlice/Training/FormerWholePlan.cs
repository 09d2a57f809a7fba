using System.Text.Json.Nodes;

namespace DeepSlice.Training;

/// <summary>Plans of cascades as earlier versions wrote them: their whole-slice network had a complete plan of its own.</summary>
internal static class FormerWholePlan
{
    private const string WholeKey = "whole";

    private static readonly string[] _kept = ["network", "epochs", "batchSize"];

    // They change no weight.
    private static readonly string[] _ignored = ["decisions", "validationInterval", "checkpointSeconds"];

    /// <summary>Removes the keys of the inner plan that the outer plan holds too.</summary>
    /// <param name="plan">JSON of a plan, or of a part of one.</param>
    /// <returns>The removed keys with their values.</returns>
    public static IReadOnlyList<KeyValuePair<string, JsonNode?>> TakeShared(JsonNode? plan)
    {
        if ((plan as JsonObject)?[WholeKey] is not JsonObject whole)
        {
            return [];
        }

        KeyValuePair<string, JsonNode?>[] shared = [.. whole.Where(pair => !_kept.Contains(pair.Key, StringComparer.Ordinal))];
        foreach ((string key, _) in shared)
        {
            whole.Remove(key);
        }

        return shared;
    }

    /// <summary>Requires that the removed keys say the same as the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="shared">Keys removed from its JSON.</param>
    /// <exception cref="InvalidDataException">A key is unknown or contradicts the plan.</exception>
    public static void Require(TrainingPlan plan, IReadOnlyList<KeyValuePair<string, JsonNode?>> shared)
    {
        if (shared.Count == 0 || plan.Whole is null)
        {
            return;
        }

        JsonObject expected = TrainingPlanFile.ToJson(plan.WholeStage());
        foreach ((string key, JsonNode? value) in shared)
        {
            if (!expected.TryGetPropertyValue(key, out JsonNode? common))
            {
                throw new InvalidDataException($"expected one of {string.Join(", ", _kept)} in '{WholeKey}', got unknown key '{key}'");
            }

            if (!_ignored.Contains(key, StringComparer.Ordinal) && !JsonNode.DeepEquals(common, value))
            {
                throw new InvalidDataException(
                    $"expected {WholeKey}.{key} to be {Text(common)}, as for the patch network, got {Text(value)}; both networks of a cascade now share it, remove {WholeKey}.{key}");
            }
        }
    }

    private static string Text(JsonNode? value) => value?.ToJsonString(JsonFormat.Compact) ?? "null";
}
