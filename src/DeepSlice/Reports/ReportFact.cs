namespace DeepSlice.Reports;

/// <summary>One figure at the head of a report.</summary>
/// <param name="Label">What it is, as <c>Mean Dice</c>.</param>
/// <param name="Value">The value as shown.</param>
/// <param name="Explanation">One line in plain words; may be empty.</param>
public sealed record ReportFact(string Label, string Value, string Explanation = "");
