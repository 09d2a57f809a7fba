namespace DeepSlice.Reports;

/// <summary>A link to a file beside a report.</summary>
/// <param name="Name">What the file holds, for example <c>outlines</c>.</param>
/// <param name="Address">Relative address, escaped.</param>
internal sealed record ReportLink(string Name, string Address);
