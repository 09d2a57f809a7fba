using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>A network with all it needs to be used: its plan, the regions it tells apart, and the scale it expects grey values on.</summary>
/// <remarks>Owns its networks. A copy made by <c>with</c> has the same one, so only one of them is to be disposed of.</remarks>
public sealed record SegmentationModel : IDisposable
{
    /// <summary>Structure of the network.</summary>
    public required NetworkPlan Plan { get; init; }

    /// <summary>Regions in the order of the network's outputs.</summary>
    public required RegionCatalog Catalog { get; init; }

    /// <summary>How grey values are brought to the scale of training.</summary>
    public required IntensityNormalization Normalization { get; init; }

    /// <summary>
    /// What the network's outputs are divided by before they become probabilities, so that of the pixels said to be right with 80 % some 80 % are; it never
    /// changes which region is the most probable one (Guo et al. 2017, arXiv:1706.04599).
    /// </summary>
    /// <value>Greater than 0. The default is 1, which leaves the outputs as they are.</value>
    public double Temperature { get; init => field = Ensure.Positive(value, nameof(Temperature)); } = 1;

    /// <summary>What was done to the training images, and is done to new ones.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>What the model was trained on, and how.</summary>
    public required ModelProvenance Provenance { get; init; }

    /// <summary>The network itself.</summary>
    public required Network Network { get; init; }

    /// <summary>Where the network sees patches; null if it sees whole slices.</summary>
    public PatchStage? Patches { get; init; }

    /// <summary>Which networks the model has.</summary>
    public Configuration Configuration =>
        Patches is null ? Configuration.Whole : Patches.Whole is null ? Configuration.Patch : Configuration.Cascade;

    /// <summary>Size of the slices that the model was made for, in working pixels.</summary>
    public RasterSize SliceSize => Patches?.SliceSize ?? Plan.WorkingSize;

    /// <summary>How long the tissue of slices may be that the model can segment, in working pixels: as in its training slices, or as is typical of slices of their size.</summary>
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

    /// <summary>Ids of the slices that a network of the model has seen in training; empty if unknown.</summary>
    internal IReadOnlyList<string> SeenSliceIds => [.. Provenance.SliceIds.Union(Patches?.Whole?.Provenance.SliceIds ?? [], StringComparer.Ordinal)];

    /// <summary>Frees the network, and the whole-slice one where there are two.</summary>
    public void Dispose()
    {
        Patches?.Whole?.Dispose();
        Network.Dispose();
    }
}
