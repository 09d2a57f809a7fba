using DeepSlice.Native.Torch;

namespace DeepSlice.Prediction;

/// <summary>How a model is applied to slices.</summary>
public sealed record PredictionOptions
{
    /// <summary>Whether to average over the eight rotations by 90° and mirrorings: eight times the work for a little more accuracy.</summary>
    /// <value>The default is false.</value>
    public bool TestTimeAugmentation { get; init; }

    /// <summary>Slices computed at once; fewer where they are so large that they would have more than 4 million pixels together.</summary>
    /// <value>1 … 1024. The default is 8.</value>
    public int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); } = 8;

    /// <summary>Bits that convolutions are computed in.</summary>
    /// <value>The default is 32-bit.</value>
    public Precision Precision { get; init; }
}
