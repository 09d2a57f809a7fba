using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Importing;

/// <summary>The bounding box of outlines, in full-resolution pixels.</summary>
internal readonly record struct OutlineBox(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The box around all vertices.</summary>
    /// <param name="outlines">One outline or more.</param>
    public static OutlineBox Of(IEnumerable<RegionOutline> outlines)
    {
        var box = new OutlineBox(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (PixelPoint point in outlines.SelectMany(outline => outline.Outline.Rings).SelectMany(ring => ring.Vertices))
        {
            box = new OutlineBox(Math.Min(box.Left, point.X), Math.Min(box.Top, point.Y), Math.Max(box.Right, point.X), Math.Max(box.Bottom, point.Y));
        }

        return box;
    }
}
