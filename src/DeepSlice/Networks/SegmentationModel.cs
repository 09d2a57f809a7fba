using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>A network with its plan, regions, normalisation and preprocessing.</summary>
/// <remarks>Owns its networks. A copy made by <c>with</c> shares them, so dispose only one of the two.</remarks>
internal sealed record SegmentationModel : IDisposable
{
    /// <summary>Structure of the network.</summary>
    public required NetworkPlan Plan { get; init; }

    /// <summary>Regions in the order of the network's outputs.</summary>
    public required RegionCatalog Catalog { get; init; }

    /// <summary>Normalisation of grey values.</summary>
    public required IntensityNormalization Normalization { get; init; }

    /// <summary>
    /// Temperature that the logits are divided by before the softmax, for calibrated probabilities; it never
    /// changes the most probable region (Guo et al. 2017, arXiv:1706.04599).
    /// </summary>
    /// <value>Greater than 0. The default is 1: no calibration.</value>
    public double Temperature { get; init => field = Ensure.Positive(value, nameof(Temperature)); } = 1;

    /// <summary>The confidences below which predictions are flagged.</summary>
    /// <value>The default is that of a model whose flags were never fitted.</value>
    public FlagThresholds Flags { get; init; } = new();

    /// <summary>Length of the tissue that images are resampled to before the network sees them, in pixels; null for none.</summary>
    public double? TissueLength { get; init; }

    /// <summary>Preprocessing of training images and of new images.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Training data and training of the model.</summary>
    public required ModelProvenance Provenance { get; init; }

    /// <summary>The network.</summary>
    public required Network Network { get; init; }

    /// <summary>Patches of the network; null for a whole-slice network.</summary>
    public PatchStage? Patches { get; init; }

    /// <summary>Which networks the model has.</summary>
    public Configuration Configuration =>
        Patches is null ? Configuration.Whole : Patches.Whole is null ? Configuration.Patch : Configuration.Cascade;

    /// <summary>Size of the slices that the model was trained for, in working pixels.</summary>
    public RasterSize SliceSize => Patches?.SliceSize ?? Plan.WorkingSize;

    /// <summary>Expected length of the tissue in working pixels: that of the training slices, or the typical one for slices of their size.</summary>
    public TissueLengths Tissue => Provenance.Tissue ?? TissueLengths.Typical(SliceSize);

    /// <summary>How images are binned to the scale of the training slices.</summary>
    public ScaleReference Scale => new()
    {
        Tissue = Tissue,
        MicrometresPerWorkingPixel = Preprocessing.MicrometresPerWorkingPixel,
        Usual = Preprocessing.Binning,
        Frame = Provenance.Frame,
        Owner = "the model's",
    };

    /// <summary>Ids of the slices that a network of the model was trained on; empty if unknown.</summary>
    internal IReadOnlyList<string> SeenSliceIds => [.. Provenance.SliceIds.Union(Patches?.Whole?.Provenance.SliceIds ?? [], StringComparer.Ordinal)];

    /// <summary>Frees the network, and the whole-slice network of a cascade.</summary>
    public void Dispose()
    {
        Patches?.Whole?.Dispose();
        Network.Dispose();
    }
}
