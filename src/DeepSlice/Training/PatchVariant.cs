using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Training;

/// <summary>A slice as several patches see it: damaged in one way, and judged once by the whole-slice network.</summary>
/// <param name="Normalised">Its grey values on the network's scale.</param>
/// <param name="Labels">Its region indices.</param>
/// <param name="Places">Where patches may lie.</param>
/// <param name="Context">What the whole-slice network says of it; null where there is none.</param>
internal sealed record PatchVariant(Raster<float> Normalised, Raster<byte> Labels, PatchPlaces Places, CoarseProbabilities? Context);
