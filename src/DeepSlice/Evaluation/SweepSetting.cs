namespace DeepSlice.Evaluation;

/// <summary>One combination of values that a sweep compares.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Values">Keys of the plan with their values as text, in the order they were given.</param>
internal sealed record SweepSetting(int Number, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>The setting as shown to people.</summary>
    public string Words => Values.Count == 0 ? "the plan as it is" : string.Join(", ", Values.Select(pair => $"{pair.Key}={pair.Value}"));
}
