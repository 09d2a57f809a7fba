using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>How training patches are drawn from slices.</summary>
public sealed record PatchOptions
{
    /// <summary>Working pixels per coarse pixel along each axis. The whole-slice network works on the coarse grid, and grey levels are measured on it.</summary>
    /// <value>1 … 4096.</value>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public required int CoarseFactor { get; init => field = new Binning(value).Factor; }

    /// <summary>Size of the largest slice in working pixels; saved in the model.</summary>
    public required RasterSize SliceSize { get; init; }

    /// <summary>Share, 0 … 1, of the patches that are centred near a border of their region; the others are centred anywhere in it.</summary>
    /// <value>The default is 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public double BorderShare { get; init => field = Ensure.InRange(value, 0, 1, nameof(BorderShare)); } = 0.5;

    /// <summary>Number of patches per draw of artifacts, because rendering artifacts on a large slice takes longer than a training step on a patch.</summary>
    /// <value>1 … 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int PatchesPerVariant { get; init => field = Ensure.InRange(value, 1, 1000, nameof(PatchesPerVariant)); } = 1;

    /// <summary>Random degradation of the whole-slice network's probabilities.</summary>
    /// <value>Default: <see cref="ContextOptions"/> with its own defaults.</value>
    public ContextOptions Context { get; init; } = new();
}
