using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>How files become predictions.</summary>
public sealed record PredictionWorkflowOptions
{
    private readonly int? _channel;

    /// <summary>Full-resolution pixels per working pixel of image files; null chooses for each image, as <see cref="AutomaticBinning"/> says.</summary>
    /// <value>Default null, which data sets and NumPy stacks need, as they are at working resolution already.</value>
    public Binning? Binning { get; init; }

    /// <summary>Channel of image files, from 0; null takes the mean of red, green and blue of a colour image, and the first channel of any other.</summary>
    /// <value>Default null, which data sets and NumPy stacks need.</value>
    /// <exception cref="ArgumentOutOfRangeException">The channel is negative.</exception>
    public int? Channel
    {
        get => _channel;
        init => _channel = value is int channel ? Ensure.NotNegative(channel, "channel") : null;
    }

    /// <summary>Whether the probability of each region at each pixel is written too.</summary>
    /// <value>Default false.</value>
    public bool WriteProbabilities { get; init; }

    /// <summary>Whether the label map is written at the input's full resolution too, as a tiled, compressed TIFF with smaller levels.</summary>
    /// <value>Default false.</value>
    public bool WriteFullResolution { get; init; }

    /// <summary>How the model is applied.</summary>
    /// <value>Default: as <see cref="PredictionOptions"/> states.</value>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>What <c>run.json</c> says of the run besides model and options.</summary>
    /// <value>Default: nothing but the time.</value>
    public PredictionOrigin Origin { get; init; } = new();
}
