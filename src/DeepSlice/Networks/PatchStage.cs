using System.Text.Json.Serialization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>What a model whose network sees patches needs to know of whole slices.</summary>
public sealed record PatchStage
{
    /// <summary>Working pixels along each axis that are one pixel of the coarse grid: the whole-slice network's, and the one that grey levels are measured on.</summary>
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

    /// <summary>The whole-slice model at the coarse grid whose probabilities the patch network is given; null where there is none.</summary>
    /// <remarks>Owned by the model that this stage belongs to.</remarks>
    [JsonIgnore]
    public SegmentationModel? Whole { get; init; }

    /// <summary>The coarse grid as a binning of the working grid.</summary>
    [JsonIgnore]
    public Binning CoarseBinning => new(CoarseFactor);
}
