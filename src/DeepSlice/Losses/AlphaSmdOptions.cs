namespace DeepSlice.Losses;

/// <summary>The α-SMD as a part of a training loss.</summary>
public sealed record AlphaSmdOptions
{
    /// <summary>Which distances are added up.</summary>
    public AlphaSmdMode Mode { get; init; } = AlphaSmdMode.Off;

    /// <summary>Thresholds that a probability map is cut at; 0 for all there are, which is exact and takes longer.</summary>
    /// <value>0 … 255. The default is 4.</value>
    public int Levels { get; init => field = Ensure.InRange(value, 0, 255, nameof(Levels)); } = 4;

    /// <summary>Whether the thresholds move together by a random part of their spacing at every step, so that in time all are seen.</summary>
    /// <value>The default is true.</value>
    public bool Jitter { get; init; } = true;

    /// <summary>Distance at which all distances are clipped, as a share of the frame's diagonal.</summary>
    /// <value>Greater than 0, at most 1. The default is 0.1.</value>
    public double MaximalDistance { get; init => field = Ensure.InRange(value, double.Epsilon, 1, nameof(MaximalDistance)); } = 0.1;

    /// <summary>What a region's distances are divided by.</summary>
    public AlphaSmdNormalization Normalization { get; init; } = AlphaSmdNormalization.Frame;

    /// <summary>Norm of this part's gradient with respect to the logits, in norms of the rest's, both measured at the end of the warm-up; this sets its weight.</summary>
    /// <value>Greater than 0. The default is 0.3.</value>
    public double GradientShare { get; init => field = Ensure.Positive(value, nameof(GradientShare)); } = 0.3;

    /// <summary>Share of the steps before this part begins: the maps of an untrained network have no meaningful cuts.</summary>
    /// <value>0 … 1. The default is 0.15.</value>
    public double WarmUpShare { get; init => field = Ensure.InRange(value, 0, 1, nameof(WarmUpShare)); } = 0.15;

    /// <summary>Share of the steps over which its weight rises after the warm-up.</summary>
    /// <value>0 … 1. The default is 0.3.</value>
    public double RampShare { get; init => field = Ensure.InRange(value, 0, 1, nameof(RampShare)); } = 0.3;
}
