using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>An ImageJ region of interest: a name and an area.</summary>
/// <param name="Name">Name; unique in a set.</param>
/// <param name="Outline">Border in full-resolution pixels.</param>
public sealed record ImageJRoi(string Name, Outline<PixelPoint> Outline);
