namespace DeepSlice.Reports;

/// <summary>One figure at the top of a report.</summary>
/// <param name="Label">Name of the figure, for example <c>Mean Dice</c>.</param>
/// <param name="Value">The value as shown.</param>
/// <param name="Explanation">One line in plain words; may be empty.</param>
internal sealed record ReportFact(string Label, string Value, string Explanation = "");
