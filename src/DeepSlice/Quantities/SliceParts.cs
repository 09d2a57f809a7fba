using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Quantities;

/// <summary>The parts of a slice: the pixels of each region, on each side, intact or excluded.</summary>
internal sealed class SliceParts
{
    private readonly List<SlicePart> _parts = [];

    /// <summary>Finds the parts of a slice.</summary>
    /// <param name="labels">Region index of each working pixel.</param>
    /// <param name="sides">Side of each working pixel, as <see cref="BrainSide"/>.</param>
    /// <param name="excluded">Working pixels that are damaged or excluded, other than 0; null if there are none.</param>
    /// <param name="frame">Position of the working grid on the image.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public SliceParts(Raster<byte> labels, Raster<byte> sides, Raster<byte>? excluded, SliceFrame frame)
    {
        if (labels.Size != frame.WorkingSize || sides.Size != labels.Size || (excluded is not null && excluded.Size != labels.Size))
        {
            throw new ArgumentException($"expected labels, sides and excluded pixels of {frame.WorkingSize}, got {labels.Size}, {sides.Size} and {excluded?.Size}", nameof(labels));
        }

        Frame = frame;
        Numbers = new Raster<ushort>(labels.Size);
        var numbers = new Dictionary<SlicePart, ushort>();
        for (int i = 0; i < labels.Pixels.Length; i++)
        {
            var part = new SlicePart(labels.Pixels[i], (BrainSide)sides.Pixels[i], excluded is not null && excluded.Pixels[i] != 0);
            if (!numbers.TryGetValue(part, out ushort number))
            {
                numbers[part] = number = (ushort)_parts.Count;
                _parts.Add(part);
            }

            Numbers.Pixels[i] = number;
        }

        Columns = frame.ColumnExtents();
        Rows = frame.RowExtents();
        Areas = Measure();
    }

    /// <summary>The parts that occur.</summary>
    public IReadOnlyList<SlicePart> Parts => _parts;

    /// <summary>The part of each working pixel, an index of <see cref="Parts"/>.</summary>
    public Raster<ushort> Numbers { get; }

    /// <summary>Area of each part in full-resolution pixels of the image.</summary>
    public IReadOnlyList<long> Areas { get; }

    /// <summary>Position of the working grid on the image.</summary>
    public SliceFrame Frame { get; }

    /// <summary>Full-resolution columns in each working column.</summary>
    public int[] Columns { get; }

    /// <summary>Full-resolution rows in each working row.</summary>
    public int[] Rows { get; }

    /// <summary>The indices of the parts that a condition holds for.</summary>
    public int[] Where(Func<SlicePart, bool> condition) => [.. Enumerable.Range(0, _parts.Count).Where(i => condition(_parts[i]))];

    /// <summary>The part at a point of the image; null outside it.</summary>
    /// <param name="point">Full-resolution pixels.</param>
    public int? At(PixelPoint point)
    {
        if (!(point.X >= 0 && point.X < Frame.OriginalSize.Width && point.Y >= 0 && point.Y < Frame.OriginalSize.Height))
        {
            return null;
        }

        BinnedPoint working = Frame.ToWorking(point);
        return Numbers[(int)working.X, (int)working.Y];
    }

    private long[] Measure()
    {
        var areas = new long[_parts.Count];
        for (int y = 0; y < Numbers.Height; y++)
        {
            ReadOnlySpan<ushort> row = Numbers.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                areas[row[x]] += (long)Rows[y] * Columns[x];
            }
        }

        return areas;
    }
}
