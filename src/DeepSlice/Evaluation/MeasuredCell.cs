namespace DeepSlice.Evaluation;

/// <summary>A field of a scorecard with the slices it was computed from.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Place">The field.</param>
/// <param name="Cell">The scores.</param>
/// <param name="Slices">The slices under the artifact, with prediction and moved annotation, in the order of the scores.</param>
public sealed record MeasuredCell(RobustnessSubject Subject, RobustnessPlace Place, RobustnessCell Cell, IReadOnlyList<ComparedSlice> Slices);
