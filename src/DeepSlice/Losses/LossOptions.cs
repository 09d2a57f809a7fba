namespace DeepSlice.Losses;

/// <summary>Weights of the parts of a training loss.</summary>
public sealed record LossOptions
{
    /// <summary>Weight of the cross-entropy, which judges pixel by pixel.</summary>
    /// <value>0 or more. The default is 1.</value>
    public double CrossEntropy { get; init => field = Ensure.NotNegative(value, nameof(CrossEntropy)); } = 1;

    /// <summary>Weight of the soft Dice loss, which judges region by region, however small.</summary>
    /// <value>0 or more. The default is 1.</value>
    public double Dice { get; init => field = Ensure.NotNegative(value, nameof(Dice)); } = 1;

    /// <summary>The α-SMD, which judges by how far off a pixel is; its weight sets itself by measured gradients.</summary>
    public AlphaSmdOptions AlphaSmd { get; init; } = new();
}
