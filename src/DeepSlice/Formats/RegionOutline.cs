using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>An annotated outline of a region; a region may have several.</summary>
/// <param name="Region">Region of the catalogue.</param>
/// <param name="Outline">Border in full-resolution pixels.</param>
public sealed record RegionOutline(Region Region, Outline<PixelPoint> Outline);
