using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>The options of a run of <c>predict</c>.</summary>
internal sealed record PredictionRunOptions
{
    /// <summary>The binning given; null for automatic binning.</summary>
    public int? Binning { get; init; }

    /// <summary>The pixel size given in micrometres; null if none.</summary>
    public double? MicrometresPerPixel { get; init; }

    /// <summary>The channel, plane or projection given; null if none.</summary>
    public Preprocessing? Reading { get; init; }

    /// <summary>The networks that were applied: <c>whole</c>, <c>patch</c> or <c>combined</c>; null for the model's own configuration.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the prediction is the mean over the eight rotations and mirrorings.</summary>
    public bool TestTimeAugmentation { get; init; }

    /// <summary>The precision of convolutions, as <c>float32</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>Whether probabilities were written.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Whether label maps were written at full resolution.</summary>
    public bool FullResolution { get; init; }

    /// <summary>Whether working images were written with their outlines as ImageJ's overlay.</summary>
    public bool Overlay { get; init; }
}
