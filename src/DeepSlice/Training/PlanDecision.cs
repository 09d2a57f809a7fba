namespace DeepSlice.Training;

/// <summary>One setting of a plan, with its reason.</summary>
/// <param name="Name">Key of the plan, as <c>batchSize</c>.</param>
/// <param name="Choice">Its value, as <c>8</c>.</param>
/// <param name="Reason">The reason, as text.</param>
public sealed record PlanDecision(string Name, string Choice, string Reason);
