using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Which part of an image file is read, and how finely.</summary>
public sealed record ImageReadOptions
{
    private readonly int? _channel;

    /// <summary>
    /// Channel, from 0, counted over the samples of the first page, then of the second page and so on; null takes the mean of red, green
    /// and blue of a colour image, and the first channel of any other.
    /// </summary>
    /// <value>Default null. The mean keeps the full contrast of a single stain shown in any colour, up to a factor.</value>
    /// <exception cref="ArgumentOutOfRangeException">The channel is negative.</exception>
    public int? Channel
    {
        get => _channel;
        init => _channel = value is int channel ? Ensure.NotNegative(channel, nameof(Channel)) : null;
    }

    /// <summary>Pixels along each axis that are averaged to one.</summary>
    /// <value>Default 1.</value>
    public Binning Binning { get; init; } = Binning.None;

    /// <summary>Whether a Gaussian of sigma = binning ÷ 2 full-resolution pixels goes over the image before it is binned.</summary>
    /// <value>Default false. The image's border pixels are repeated outwards, and the Gaussian ends at four sigmas.</value>
    public bool SmoothBeforeBinning { get; init; }
}
