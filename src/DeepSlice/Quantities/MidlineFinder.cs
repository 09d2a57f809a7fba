using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Quantities;

/// <summary>Finds the midline of a slice from the symmetry of its regions and tissue.</summary>
internal static class MidlineFinder
{
    // A slice of few regions is symmetric about many lines: the best one must be better than any in another direction.
    private const double LeastMargin = 0.1;
    private const double OtherDegrees = 30;

    // As displayed, a line across has no left.
    private const double MostDegreesFromVertical = 75;

    /// <summary>Finds the midline of a slice.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="labels">Region index of each working pixel.</param>
    /// <param name="frame">Position of the working grid on the image.</param>
    public static Midline Find(string id, Raster<byte> labels, SliceFrame frame)
    {
        var score = new MirrorScore(labels);
        if (MirrorSearch.Find(score, OtherDegrees) is not { } found)
        {
            return new Midline(id, SideState.Unknown) { Flag = "no tissue" };
        }

        string flag = found.Score - found.NextScore < LeastMargin ? "no clear symmetry"
            : found.Axis.DegreesFromVertical > MostDegreesFromVertical ? "midline lies across the image"
            : "";
        (PixelPoint top, PixelPoint bottom) = EndsOf(found.Axis, score, frame);
        return new Midline(id, flag.Length == 0 ? SideState.Both : SideState.Unknown, top, bottom) { Symmetry = found.Score, Flag = flag };
    }

    // Where the line enters and leaves the tissue, the upper end first.
    private static (PixelPoint Top, PixelPoint Bottom) EndsOf(MirrorAxis axis, MirrorScore score, SliceFrame frame)
    {
        (double sin, double cos) = Math.SinCos(axis.Radians);
        double first = score.Tissue.Min(point => (point.Y * cos) - (point.X * sin));
        double last = score.Tissue.Max(point => (point.Y * cos) - (point.X * sin));
        PixelPoint At(double along) => frame.ToFullResolution(new BinnedPoint(score.Step * ((axis.Distance * cos) - (along * sin)), score.Step * ((axis.Distance * sin) + (along * cos))));
        (PixelPoint one, PixelPoint other) = (At(first), At(last));
        return one.Y <= other.Y ? (one, other) : (other, one);
    }
}
