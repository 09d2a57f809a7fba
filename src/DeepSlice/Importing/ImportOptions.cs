using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>How annotated images become a data set.</summary>
public sealed record ImportOptions
{
    private readonly int? _channel;
    private readonly double? _micrometresPerPixel;

    /// <summary>Full-resolution pixels per working pixel along each axis.</summary>
    /// <value>Default 64.</value>
    public Binning Binning { get; init; } = new(64);

    /// <summary>Channel that is read, from 0; null takes the mean of red, green and blue of a colour image, and the first channel of any other.</summary>
    /// <value>Default null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The channel is negative.</exception>
    public int? Channel
    {
        get => _channel;
        init => _channel = value is int channel ? Ensure.NotNegative(channel, "channel") : null;
    }

    /// <summary>Whether a Gaussian of sigma = binning ÷ 2 goes over an image before it is binned, as in the original project.</summary>
    /// <value>Default false.</value>
    public bool SmoothBeforeBinning { get; init; }

    /// <summary>Side of a full-resolution pixel in micrometres; null takes what the images state, where they agree.</summary>
    /// <value>Default null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or not finite.</exception>
    public double? MicrometresPerPixel
    {
        get => _micrometresPerPixel;
        init => _micrometresPerPixel = value is double size ? Ensure.PositiveAndFinite(size, "pixel size") : null;
    }

    /// <summary>The regions that ROI names stand for.</summary>
    /// <value>Default <see cref="RegionCatalog.SagittalSix"/>.</value>
    public RegionCatalog Catalog { get; init; } = RegionCatalog.SagittalSix;

    /// <summary>Which working pixels belong to an outline.</summary>
    /// <value>Default <see cref="RasterRule.EveryTouchedPixel"/>, as in the original project.</value>
    public RasterRule Rule { get; init; } = RasterRule.EveryTouchedPixel;
}
