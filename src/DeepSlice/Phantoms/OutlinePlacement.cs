using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Centres outlined slices in square images at the scale of the atlas.</summary>
internal sealed class OutlinePlacement
{
    // The outlined regions of the atlas cover this fraction of the image side.
    private const double UsualShare = 0.74;

    // More would leave no room for the tissue and background around them.
    private const double LargestShare = 0.88;

    // Slices with a size outside this range, relative to the usual one, were drawn at another resolution and get the usual size.
    private const double SmallestRatio = 0.2;
    private const double LargestRatio = 1.4;

    private readonly double _usualExtent;

    /// <summary>Measures slices that were drawn at one resolution.</summary>
    /// <param name="anatomies">All slices, one or more.</param>
    public OutlinePlacement(IEnumerable<OutlinedAnatomy> anatomies)
    {
        double[] extents = [.. anatomies.Select(anatomy => Extent(Bounds(anatomy.Outlines.SelectMany(Points)))).Order()];
        _usualExtent = extents[extents.Length / 2];
    }

    /// <summary>Places one slice.</summary>
    /// <param name="anatomy">The slice.</param>
    /// <param name="sidePixels">Side of the image.</param>
    /// <param name="pose">Angle, mirroring and scale; the position is ignored.</param>
    /// <returns>Outlines of the regions in the image, in the order of the anatomy, and the scale of the atlas there.</returns>
    public (IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> Regions, double PixelsPerUnit) Place(
        OutlinedAnatomy anatomy, int sidePixels, Pose pose)
    {
        var turn = new Pose(1, pose.AngleRadians, pose.IsMirrored, 0, 0);
        (double left, double top, double right, double bottom) = Bounds(anatomy.Outlines.SelectMany(Points).Select(point => turn.Place(point.X, point.Y)));
        double extent = Extent((left, top, right, bottom));
        double usual = extent / _usualExtent is >= SmallestRatio and <= LargestRatio ? _usualExtent : extent;
        double enlargement = pose.PixelsPerUnit * BrainAtlas.UnitsPerSide / sidePixels;
        double scale = sidePixels * Math.Min(LargestShare / extent, enlargement * UsualShare / usual);
        double middle = sidePixels / 2.0;
        return (
            [.. anatomy.Outlines.Select(outline => ((Tissue)outline.Region.Index, outline.Outline.Map(Move)))],
            scale * usual / (UsualShare * BrainAtlas.UnitsPerSide));

        BinnedPoint Move(PixelPoint point)
        {
            BinnedPoint turned = turn.Place(point.X, point.Y);
            return new BinnedPoint(middle + (scale * (turned.X - ((left + right) / 2))), middle + (scale * (turned.Y - ((top + bottom) / 2))));
        }
    }

    private static IEnumerable<BinnedPoint> Points(RegionOutline outline) =>
        outline.Outline.Rings.SelectMany(ring => ring.Vertices).Select(vertex => new BinnedPoint(vertex.X, vertex.Y));

    private static (double Left, double Top, double Right, double Bottom) Bounds(IEnumerable<BinnedPoint> points)
    {
        (double left, double top, double right, double bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (BinnedPoint point in points)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }

        return (left, top, right, bottom);
    }

    private static double Extent((double Left, double Top, double Right, double Bottom) bounds) =>
        Math.Max(bounds.Right - bounds.Left, bounds.Bottom - bounds.Top);
}
