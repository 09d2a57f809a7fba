using DeepSlice.Geometry;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>The prediction of a slice that the model was not trained on, clean or with artifacts.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Truth">The annotation, changed as the image was.</param>
internal sealed record HeldOutPrediction(SlicePrediction Prediction, RegionMap Truth)
{
    /// <summary>Damage, changed as the image was; null if none is recorded.</summary>
    public Raster<byte>? Damage { get; init; }
}
