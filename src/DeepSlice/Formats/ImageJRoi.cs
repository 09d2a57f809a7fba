using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>An ImageJ region of interest: a name and an area.</summary>
/// <param name="Name">Name; unique in a set.</param>
/// <param name="Outline">Border in full-resolution pixels.</param>
public sealed record ImageJRoi(string Name, Outline<PixelPoint> Outline)
{
    /// <summary>Colour of the line; null for ImageJ's own.</summary>
    public RegionColor? Color { get; init; }

    /// <summary>Class that QuPath gives to the object; null for none.</summary>
    public string? Classification { get; init; }

    /// <summary>Further properties of ImageJ, by their keys; written, but not read.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];
}
