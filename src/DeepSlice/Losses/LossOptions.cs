namespace DeepSlice.Losses;

/// <summary>Terms of the loss function and their weights.</summary>
public sealed record LossOptions
{
    /// <summary>Weight of the cross-entropy, which is summed over pixels.</summary>
    /// <value>0 or more. Default: 1.</value>
    public double CrossEntropy { get; init => field = Ensure.NotNegative(value, nameof(CrossEntropy)); } = 1;

    /// <summary>Weight of the soft Dice loss, in which all regions count equally.</summary>
    /// <value>0 or more. Default: 1.</value>
    public double Dice { get; init => field = Ensure.NotNegative(value, nameof(Dice)); } = 1;

    /// <summary>The α-SMD term, which depends on distances; its weight is set from measured gradients.</summary>
    public AlphaSmdOptions AlphaSmd { get; init; } = new();
}
