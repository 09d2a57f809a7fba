using System.Text.Json;
using System.Text.Json.Nodes;
using DeepSlice.Evaluation;

namespace DeepSlice.Workflows;

/// <summary>The values that a sweep combines.</summary>
internal static class SweepGrid
{
    private const int MostSettings = 10_000;

    /// <summary>All combinations of values; the last key changes fastest.</summary>
    /// <param name="grids">For each key <c>key=value,value,…</c>; values are JSON, such as <c>[16,32]</c>, or plain texts without commas.</param>
    /// <returns>The settings, numbered from 1; one without values if there is no key.</returns>
    /// <exception cref="ArgumentException">A text has no key or no value, a key is given twice, or there are too many settings.</exception>
    public static IReadOnlyList<SweepSetting> Parse(IReadOnlyList<string> grids)
    {
        ArgumentNullException.ThrowIfNull(grids);
        List<KeyValuePair<string, string>[]> settings = [[]];
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (string grid in grids)
        {
            (string key, string[] values) = Split(grid);
            if (!keys.Add(key))
            {
                throw new ArgumentException($"expected each key once, got {key} twice; give --grid {key}=VALUE,VALUE with all its values", nameof(grids));
            }

            settings = [.. settings.SelectMany(setting => values.Select(value => (KeyValuePair<string, string>[])[.. setting, new(key, value)]))];
            if (settings.Count > MostSettings)
            {
                throw new ArgumentException($"expected {MostSettings} combinations or fewer, got {settings.Count} or more; give fewer values", nameof(grids));
            }
        }

        return [.. settings.Select((values, place) => new SweepSetting(place + 1, values))];
    }

    private static (string Key, string[] Values) Split(string grid)
    {
        int equals = grid.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 1 ? "" : grid[..equals].Trim();
        string[] values = equals < 1 ? [] : ValuesOf(grid[(equals + 1)..]);
        return key == "seed" ? throw new ArgumentException("expected a key other than seed, got seed; give --seeds N", nameof(grid))
            : key.Length > 0 && values.Length > 0 && values.All(value => value.Length > 0) && values.Distinct(StringComparer.Ordinal).Count() == values.Length
                ? (key, values)
                : throw new ArgumentException($"expected KEY=VALUE,VALUE,… with different values, got '{grid}'; for example --grid epochs=100,200", nameof(grid));
    }

    private static string[] ValuesOf(string text)
    {
        try
        {
            return [.. JsonNode.Parse($"[{text}]")!.AsArray().Select(value => value?.ToJsonString(JsonFormat.Compact) ?? "null")];
        }
        catch (JsonException)
        {
            return text.Split(',', StringSplitOptions.TrimEntries);
        }
    }
}
