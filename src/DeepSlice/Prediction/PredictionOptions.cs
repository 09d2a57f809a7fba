using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>How a model is applied to slices.</summary>
public sealed record PredictionOptions
{
    /// <summary>Which of a model's networks are applied; a combined model may be applied by each workflow.</summary>
    /// <value>The default is null: the model's own.</value>
    public SegmentationWorkflow? Workflow { get; init; }

    /// <summary>Whether to average over the eight rotations by 90° and mirrorings: eight times the work for a little more accuracy.</summary>
    /// <value>The default is false.</value>
    public bool TestTimeAugmentation { get; init; }

    /// <summary>Slices computed at once; fewer where they are so large that they would have more than 4 million pixels together.</summary>
    /// <value>1 … 1024. The default is 8.</value>
    public int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); } = 8;

    /// <summary>Longest side of the tiles that a patch network is applied to, in working pixels; what it computes with grows with its square.</summary>
    /// <value>32 … 4096, rounded up to what the network and its margin need. The default is 768: with 16 channels some 0.9 GB in bfloat16 beside the slice itself.</value>
    public int TileSide { get; init => field = Ensure.InRange(value, 32, 4096, nameof(TileSide)); } = 768;

    /// <summary>Pixels at the ends of a tile that do not count, as they see too little of their surroundings.</summary>
    /// <value>0 … 1024, or null, the default: what the network's receptive field needs.</value>
    public int? TileMargin { get; init => field = value is int margin ? Ensure.InRange(margin, 0, 1024, nameof(TileMargin)) : null; }

    /// <summary>Whether predictions hold the probability of each region at each pixel, and not only what follows from them.</summary>
    /// <value>The default is true.</value>
    public bool KeepProbabilities { get; init; } = true;

    /// <summary>Bits that convolutions are computed in.</summary>
    /// <value>The default is 32-bit.</value>
    public Precision Precision { get; init; }
}
