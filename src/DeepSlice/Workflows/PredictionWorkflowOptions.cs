using DeepSlice.Imaging;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Options for predicting files.</summary>
internal sealed record PredictionWorkflowOptions
{
    /// <summary>Full-resolution pixels per working pixel of image files; null chooses for each image, as <see cref="ScaleReference"/> says.</summary>
    /// <value>Default null, which is required for datasets and NumPy stacks, as they are at working resolution already.</value>
    public Binning? Binning { get; init; }

    /// <summary>Side of a full-resolution pixel of image files in micrometres; null uses the size in each file.</summary>
    /// <value>Default null, which datasets and NumPy stacks need.</value>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or not finite.</exception>
    public double? MicrometresPerPixel { get; init => field = value is double size ? Ensure.PositiveAndFinite(size, "pixel size") : null; }

    /// <summary>Channel, plane and projection of image files; null, or a part that is not given, takes the model's.</summary>
    /// <value>Default null, which datasets and NumPy stacks need.</value>
    public Preprocessing? Reading { get; init; }

    /// <summary>Whether sub-folders of folders of images are searched, too.</summary>
    /// <value>Default false.</value>
    public bool Recursive { get; init; }

    /// <summary>Whether the probability of each region at each pixel is written too.</summary>
    /// <value>Default false.</value>
    public bool WriteProbabilities { get; init; }

    /// <summary>Whether the label map is written at the input's full resolution too, as a tiled, compressed TIFF with smaller levels.</summary>
    /// <value>Default false.</value>
    public bool WriteFullResolution { get; init; }

    /// <summary>Whether the working image is written with its outlines as ImageJ's overlay, too.</summary>
    /// <value>Default false.</value>
    public bool WriteOverlay { get; init; }

    /// <summary>Whether slices that are finished are predicted again.</summary>
    /// <value>Default false: a slice that was predicted with the same model and options from the same input is kept.</value>
    public bool Again { get; init; }

    /// <summary>The part of the slices that is predicted. Tables and report are written by a run of all of them, which finds those of the parts finished.</summary>
    /// <value>Default: all.</value>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>How the model is applied.</summary>
    /// <value>Default: as <see cref="PredictionOptions"/> states.</value>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>Further facts on the run for <c>run.json</c>.</summary>
    /// <value>Default: the time only.</value>
    public PredictionOrigin Origin { get; init; } = new();
}
