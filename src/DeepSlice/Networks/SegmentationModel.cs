using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>A network with all it needs to be used: its plan, the regions it tells apart, and the scale it expects grey values on.</summary>
/// <remarks>Owns the network.</remarks>
public sealed class SegmentationModel : IDisposable
{
    /// <summary>Structure of the network.</summary>
    public required NetworkPlan Plan { get; init; }

    /// <summary>Regions in the order of the network's outputs.</summary>
    public required RegionCatalog Catalog { get; init; }

    /// <summary>How grey values are brought to the scale of training.</summary>
    public required IntensityNormalization Normalization { get; init; }

    /// <summary>What the model was trained on, and how.</summary>
    public required ModelProvenance Provenance { get; init; }

    /// <summary>The network itself.</summary>
    public required Network Network { get; init; }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
