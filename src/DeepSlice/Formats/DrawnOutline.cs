using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>An outline as drawn, before its name is looked up.</summary>
/// <param name="Names">Its names, the most telling first; of GeoJSON the classification and the name.</param>
/// <param name="Outline">Border in full-resolution pixels.</param>
internal sealed record DrawnOutline(IReadOnlyList<string> Names, Outline<PixelPoint> Outline);
