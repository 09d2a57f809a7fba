using System.Text.Json.Serialization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>How the patches of a patch network relate to whole slices.</summary>
internal sealed record PatchStage
{
    /// <summary>Working pixels per coarse pixel along each axis. The whole-slice network works on the coarse grid, and grey levels are measured on it.</summary>
    /// <value>1 … 4096.</value>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public required int CoarseFactor { get; init => field = new Binning(value).Factor; }

    /// <summary>Size of the largest training slice, in working pixels.</summary>
    /// <value>Sides of 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">A side is 0 or less.</exception>
    public required RasterSize SliceSize
    {
        get;
        init => field = new RasterSize(Ensure.Positive(value.Width, nameof(SliceSize)), Ensure.Positive(value.Height, nameof(SliceSize)));
    }

    /// <summary>The whole-slice model on the coarse grid whose probabilities are input channels of the patch network; null if there is none.</summary>
    /// <remarks>Owned by the model that this stage belongs to.</remarks>
    [JsonIgnore]
    public SegmentationModel? Whole { get; init; }

    /// <summary>The coarse grid as a binning of the working grid.</summary>
    [JsonIgnore]
    public Binning CoarseBinning => new(CoarseFactor);
}
