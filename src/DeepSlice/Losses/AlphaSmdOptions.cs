namespace DeepSlice.Losses;

/// <summary>The α-SMD term of the loss function.</summary>
public sealed record AlphaSmdOptions
{
    /// <summary>Distances that are summed.</summary>
    public AlphaSmdMode Mode { get; init; } = AlphaSmdMode.Off;

    /// <summary>Number of thresholds for the α-cuts of a probability map; 0 for all values, which is exact and slower.</summary>
    /// <value>0 … 255. Default: 4.</value>
    public int Levels { get; init => field = Ensure.InRange(value, 0, 255, nameof(Levels)); } = 4;

    /// <summary>Whether all thresholds are shifted by a random part of their spacing at every step, so that over time all values are covered.</summary>
    /// <value>Default: true.</value>
    public bool Jitter { get; init; } = true;

    /// <summary>Distance at which all distances are clipped, as a fraction of the frame's diagonal.</summary>
    /// <value>Greater than 0, at most 1. Default: 0.1.</value>
    public double MaximalDistance { get; init => field = Ensure.InRange(value, double.Epsilon, 1, nameof(MaximalDistance)); } = 0.1;

    /// <summary>Divisor of a region's distances.</summary>
    public AlphaSmdNormalization Normalization { get; init; } = AlphaSmdNormalization.Frame;

    /// <summary>
    /// Gradient norm of this term relative to that of the other terms, with respect to the logits, measured at the end of the warm-up; sets the weight.
    /// </summary>
    /// <value>Greater than 0. Default: 0.3.</value>
    public double GradientShare { get; init => field = Ensure.Positive(value, nameof(GradientShare)); } = 0.3;

    /// <summary>Fraction of the steps before this term starts: the maps of an untrained network have no meaningful α-cuts.</summary>
    /// <value>0 … 1. Default: 0.15.</value>
    public double WarmUpShare { get; init => field = Ensure.InRange(value, 0, 1, nameof(WarmUpShare)); } = 0.15;

    /// <summary>Fraction of the steps over which the weight increases after the warm-up.</summary>
    /// <value>0 … 1. Default: 0.3.</value>
    public double RampShare { get; init => field = Ensure.InRange(value, 0, 1, nameof(RampShare)); } = 0.3;
}
