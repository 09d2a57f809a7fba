namespace DeepSlice.Training;

/// <summary>One decision of a plan, for people.</summary>
/// <param name="Name">Key of the plan, as <c>batchSize</c>.</param>
/// <param name="Choice">What was chosen, as <c>8</c>.</param>
/// <param name="Reason">Why, in words a person can check.</param>
public sealed record PlanDecision(string Name, string Choice, string Reason);
