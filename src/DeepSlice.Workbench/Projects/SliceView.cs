using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>All that is known of a slice, at one moment.</summary>
/// <param name="Image">Its image.</param>
/// <param name="Row">What was done by hand.</param>
/// <param name="Predicted">What the model said; null before.</param>
internal sealed record SliceView(ProjectImage Image, SliceRow Row, PredictedState? Predicted)
{
    /// <summary>How far the slice is.</summary>
    public SliceStatus Status =>
        Row.AcceptedAt is not null ? SliceStatus.Accepted
        : Row.CorrectedAt is not null ? SliceStatus.Corrected
        : Predicted is not null ? SliceStatus.Predicted
        : Row.Failure is not null ? SliceStatus.Failed
        : SliceStatus.New;

    /// <summary>Whether a person has decided on the map, so that no prediction replaces it.</summary>
    public bool IsByHand => Row.AcceptedAt is not null || Row.CorrectedAt is not null;
}
