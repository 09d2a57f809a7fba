using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>How patches are cut out of slices.</summary>
public sealed record PatchOptions
{
    /// <summary>Working pixels along each axis that are one pixel of the coarse grid: the whole-slice network's, and the one that grey levels are measured on.</summary>
    /// <value>1 … 4096.</value>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public required int CoarseFactor { get; init => field = new Binning(value).Factor; }

    /// <summary>Size of the largest slice in working pixels, kept with the model.</summary>
    public required RasterSize SliceSize { get; init; }

    /// <summary>Share, 0 … 1, of the patches whose middle is near the border of the region they are drawn for; the others' lies anywhere in it.</summary>
    /// <value>The default is 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public double BorderShare { get; init => field = Ensure.InRange(value, 0, 1, nameof(BorderShare)); } = 0.5;

    /// <summary>Patches cut out of a slice before it suffers artifacts anew: damaging a large slice takes longer than learning from a patch of it.</summary>
    /// <value>1 … 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int PatchesPerVariant { get; init => field = Ensure.InRange(value, 1, 1000, nameof(PatchesPerVariant)); } = 1;

    /// <summary>How the whole-slice network's probabilities are spoiled.</summary>
    /// <value>Default: <see cref="ContextOptions"/> with its own defaults.</value>
    public ContextOptions Context { get; init; } = new();
}
