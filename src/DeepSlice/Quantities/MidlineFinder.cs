using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Quantities;

/// <summary>Finds the midline of a slice from the symmetry of its regions and tissue.</summary>
/// <remarks>
/// The line about which all regions are most alike their mirror images, and those about which what is near the line is, at two reaches. They must agree: where
/// a piece is missing, or a section is tilted, they differ.
/// </remarks>
internal static class MidlineFinder
{
    // A slice of few regions is symmetric about many lines: the best one must be better than any in another direction.
    private const double LeastMargin = 0.1;
    private const double OtherDegrees = 30;

    // Below it the halves of a slice are not mirror images at all, as in sagittal ones.
    private const double LeastSymmetry = 0.6;

    // Of the tissue.
    private const double LeastAgreement = 0.96;

    // In lengths of the tissue.
    private const double NearReach = 0.08;
    private const double FarReach = 0.14;
    private const double MostShift = 0.06;

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

        double length = FeretDiameter.Of([.. score.Tissue.Select(point => new BinnedPoint(point.X, point.Y))]);
        MirrorAxis near = MirrorSearch.FindNear(score, found.Axis, NearReach * length, MostShift * length);
        MirrorAxis far = MirrorSearch.FindNear(score, found.Axis, FarReach * length, MostShift * length);
        double agreement = Math.Min(score.Agreement(near, found.Axis), score.Agreement(far, found.Axis));
        string flag = found.Score < LeastSymmetry || found.Score - found.NextScore < LeastMargin ? "no clear symmetry"
            : agreement < LeastAgreement ? "left and right differ"
            : near.DegreesFromVertical > MostDegreesFromVertical ? "midline lies across the image"
            : "";
        (PixelPoint top, PixelPoint bottom) = EndsOf(near, score, frame);
        return new Midline(id, flag.Length == 0 ? SideState.Both : SideState.Unknown, top, bottom) { Symmetry = found.Score, Flag = flag };
    }

    // Where the line enters and leaves the tissue, the upper end first.
    private static (PixelPoint Top, PixelPoint Bottom) EndsOf(MirrorAxis axis, MirrorScore score, SliceFrame frame)
    {
        (double sin, double cos) = Math.SinCos(axis.Radians);
        double first = score.Tissue.Min(point => (point.Y * cos) - (point.X * sin));
        double last = score.Tissue.Max(point => (point.Y * cos) - (point.X * sin));
        PixelPoint At(double along) => Rounded(frame.ToFullResolution(new BinnedPoint(score.Step * ((axis.Distance * cos) - (along * sin)), score.Step * ((axis.Distance * sin) + (along * cos)))));
        (PixelPoint one, PixelPoint other) = (At(first), At(last));
        return one.Y <= other.Y ? (one, other) : (other, one);
    }

    // As in the file, so that a second run, which reads it, finds the same sides.
    private static PixelPoint Rounded(PixelPoint point) => new(Math.Round(point.X, 1), Math.Round(point.Y, 1));
}
