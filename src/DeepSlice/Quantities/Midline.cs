using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Quantities;

/// <summary>Where the sides of a slice are.</summary>
/// <remarks>
/// The midline goes from <see cref="Top"/> to <see cref="Bottom"/> and on beyond both. Left is the viewer's left when the slice is turned so that
/// <see cref="Top"/> is above <see cref="Bottom"/>.
/// </remarks>
/// <param name="SliceId">Id of the slice.</param>
/// <param name="State">Which sides there are.</param>
/// <param name="Top">A point of the midline, in full-resolution pixels; null unless both sides are there.</param>
/// <param name="Bottom">Another one.</param>
internal sealed record Midline(string SliceId, SideState State, PixelPoint? Top = null, PixelPoint? Bottom = null)
{
    /// <summary>How alike the regions on both sides are, 0 … 1: mean Dice of each region and its mirror image; null if nobody measured it.</summary>
    public double? Symmetry { get; init; }

    /// <summary>What to check; empty if nothing.</summary>
    public string Flag { get; init; } = "";

    /// <summary>The side of each working pixel, by its centre, as <see cref="BrainSide"/>.</summary>
    /// <param name="frame">Position of the working grid on the image.</param>
    /// <param name="isFlipped">Whether the image shows the slice from behind: left becomes right.</param>
    public Raster<byte> SidesOf(SliceFrame frame, bool isFlipped)
    {
        var sides = new Raster<byte>(frame.WorkingSize);
        for (int y = 0; y < sides.Height; y++)
        {
            Span<byte> row = sides.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (byte)SideOf(frame.ToFullResolution(new BinnedPoint(x + 0.5, y + 0.5)), isFlipped);
            }
        }

        return sides;
    }

    /// <summary>The side of a point of the image.</summary>
    /// <param name="point">Full-resolution pixels.</param>
    /// <param name="isFlipped">As of <see cref="SidesOf"/>.</param>
    public BrainSide SideOf(PixelPoint point, bool isFlipped)
    {
        bool? isLeft = State switch
        {
            SideState.Left => true,
            SideState.Right => false,
            SideState.Both when Top is { } top && Bottom is { } bottom => ((bottom.X - top.X) * (point.Y - top.Y)) - ((bottom.Y - top.Y) * (point.X - top.X)) >= 0,
            _ => null,
        };
        return isLeft is not { } left ? BrainSide.Unknown : left != isFlipped ? BrainSide.Left : BrainSide.Right;
    }
}
