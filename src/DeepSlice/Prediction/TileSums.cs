using System.Numerics.Tensors;
using DeepSlice.Imaging;

namespace DeepSlice.Prediction;

/// <summary>Weighted sums of overlapping tiles, for the rows that one row of tiles covers.</summary>
internal sealed class TileSums
{
    private readonly int _regions;
    private readonly int _width;
    private readonly int _rows;
    private readonly float[] _sums;
    private readonly float[] _weights;
    private readonly float[] _finished;
    private int _firstRow;

    /// <summary>Begins a slice.</summary>
    /// <param name="regions">Number of planes: regions, and damage.</param>
    /// <param name="width">Columns of the slice.</param>
    /// <param name="rows">Maximal number of rows that a row of tiles contributes to.</param>
    public TileSums(int regions, int width, int rows)
    {
        (_regions, _width, _rows) = (regions, width, rows);
        _sums = new float[checked(regions * rows * width)];
        _weights = new float[rows * width];
        _finished = new float[regions * rows * width];
    }

    /// <summary>Adds the probabilities of a tile.</summary>
    /// <param name="planes">Probabilities (C, rows, columns) of the whole tile.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public void Add(ReadOnlySpan<float> planes, TileSpan rows, TileSpan columns)
    {
        float[] down = TileGrid.Weights(rows);
        int count = Math.Min(columns.ValidEnd, _width) - columns.ValidStart;
        ReadOnlySpan<float> across = TileGrid.Weights(columns).AsSpan(0, count);
        var weights = new float[count];
        for (int y = rows.ValidStart; y < Math.Min(rows.ValidEnd, _firstRow + _rows); y++)
        {
            TensorPrimitives.Multiply(across, down[y - rows.ValidStart], weights);
            int place = ((y - _firstRow) * _width) + columns.ValidStart;
            Span<float> total = _weights.AsSpan(place, count);
            TensorPrimitives.Add(total, weights, total);
            for (int region = 0; region < _regions; region++)
            {
                int from = (((region * rows.Length) + y - rows.Start) * columns.Length) + columns.ValidStart - columns.Start;
                Span<float> sum = _sums.AsSpan((region * _rows * _width) + place, count);
                TensorPrimitives.MultiplyAdd(planes.Slice(from, count), weights, sum, sum);
            }
        }
    }

    /// <summary>Outputs the rows that no further tile covers.</summary>
    /// <param name="end">The row after the last of them.</param>
    /// <param name="bands">Receives their probabilities.</param>
    public void Emit(int end, PredictionBands bands)
    {
        int rows = end - _firstRow;
        int pixels = rows * _width;
        Span<float> planes = _finished.AsSpan(0, _regions * pixels);
        for (int region = 0; region < _regions; region++)
        {
            TensorPrimitives.Divide(_sums.AsSpan(region * _rows * _width, pixels), _weights.AsSpan(0, pixels), planes.Slice(region * pixels, pixels));
            Shift(_sums.AsSpan(region * _rows * _width, _rows * _width), pixels);
        }

        Shift(_weights, pixels);
        _firstRow = end;
        bands.Add(planes, rows);
    }

    private static void Shift(Span<float> values, int count)
    {
        values[count..].CopyTo(values);
        values[^count..].Clear();
    }
}
