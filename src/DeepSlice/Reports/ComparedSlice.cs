using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>A slice to be shown with its prediction and its annotation.</summary>
/// <param name="Id">Id, as in the scores.</param>
/// <param name="Image">Grey values at working resolution.</param>
/// <param name="Predicted">The prediction.</param>
/// <param name="Truth">The annotation.</param>
public sealed record ComparedSlice(string Id, Raster<float> Image, RegionMap Predicted, RegionMap Truth);
