using DeepSlice.Geometry;

namespace DeepSlice.Atlases;

/// <summary>The structures of a section on the grid that it is painted on.</summary>
/// <param name="Labels">Labels of <see cref="LabelVolume"/>; 0 outside the tissue.</param>
/// <param name="Reference">Cuts the intensity of the atlas's reference volume, 0 … 1; null if it has none.</param>
/// <param name="MicrometresPerPixel">Side of a pixel.</param>
internal sealed record FineSection(Raster<ushort> Labels, Func<Raster<float>>? Reference, double MicrometresPerPixel);
