using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>Options for applying a model to slices.</summary>
public sealed record PredictionOptions
{
    /// <summary>The networks to apply; those of a cascade can also be applied alone.</summary>
    /// <value>The default is null: the model's own configuration.</value>
    public Configuration? Configuration { get; init; }

    /// <summary>Whether to average over the eight rotations by 90° and mirrorings: eight times the work for a little more accuracy.</summary>
    /// <value>The default is false.</value>
    public bool TestTimeAugmentation { get; init; }

    /// <summary>Slices per batch; fewer if they would have more than 4 million pixels together.</summary>
    /// <value>1 … 1024. The default is 8.</value>
    public int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); } = 8;

    /// <summary>Longest side of the tiles that a patch network is applied to, in working pixels; memory grows with its square.</summary>
    /// <value>32 … 4096, rounded up to what the network and its margin need. The default is 768: with 16 channels some 0.9 GB in bfloat16 beside the slice itself.</value>
    public int TileSide { get; init => field = Ensure.InRange(value, 32, 4096, nameof(TileSide)); } = 768;

    /// <summary>Width in pixels of a tile's margin, whose predictions are discarded because their receptive field leaves the tile.</summary>
    /// <value>0 … 1024, or null, the default: the radius of the network's receptive field.</value>
    public int? TileMargin { get; init => field = value is int margin ? Ensure.InRange(margin, 0, 1024, nameof(TileMargin)) : null; }

    /// <summary>Whether predictions keep the probability of each region at each pixel.</summary>
    /// <value>The default is true.</value>
    public bool KeepProbabilities { get; init; } = true;

    /// <summary>Precision of convolutions.</summary>
    /// <value>The default is null: <see cref="Device.FastPrecision"/> of the model's device.</value>
    public Precision? Precision { get; init; }

    /// <summary>The precision that convolutions are computed in on a device: the stated one, otherwise the device's fast one.</summary>
    /// <param name="device">Device of the model.</param>
    public Precision PrecisionOn(Device device) => Precision ?? device.FastPrecision;
}
