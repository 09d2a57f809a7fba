namespace DeepSlice.Reports;

/// <summary>One decision of a training plan, with its reason.</summary>
/// <param name="Name">What was decided, as <c>depth</c>.</param>
/// <param name="Value">The choice.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record PlanDecision(string Name, string Value, string Reason);
