using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>A field of a scorecard with the slices it was computed from.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Place">The field.</param>
/// <param name="Scores">The scores.</param>
/// <param name="Slices">The slices under the artifact, with prediction and moved annotation, in the order of the scores.</param>
internal sealed record MeasuredCell(RobustnessSubject Subject, RobustnessPlace Place, ScoreTable Scores, IReadOnlyList<ComparedSlice> Slices);
