using System.Numerics;
using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Distance from any point to a set of straight segments.</summary>
internal sealed class SegmentField
{
    private readonly float[] _x;
    private readonly float[] _y;
    private readonly float[] _dx;
    private readonly float[] _dy;
    private readonly float[] _inverseSquare;

    /// <summary>Creates a field of polylines.</summary>
    /// <param name="lines">Points of each polyline in order; if there are none, distances exceed the width of any image.</param>
    public SegmentField(IReadOnlyList<BinnedPoint[]> lines)
    {
        int count = lines.Sum(line => line.Length - 1);
        int padded = (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        (_x, _y, _dx, _dy, _inverseSquare) = (new float[padded], new float[padded], new float[padded], new float[padded], new float[padded]);
        int next = 0;
        foreach (BinnedPoint[] line in lines)
        {
            for (int i = 1; i < line.Length; i++)
            {
                Set(next++, line[i - 1], line[i]);
            }
        }

        // Padding repeats the last segment, which does not change the minimum.
        while (next < padded)
        {
            Set(next++, lines[^1][^2], lines[^1][^1]);
        }
    }

    /// <summary>Distance to the nearest segment in pixels.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public float Distance(float x, float y)
    {
        var px = new Vector<float>(x);
        var py = new Vector<float>(y);
        var least = new Vector<float>(float.MaxValue);
        for (int i = 0; i < _x.Length; i += Vector<float>.Count)
        {
            Vector<float> dx = new(_dx, i);
            Vector<float> dy = new(_dy, i);
            Vector<float> ox = px - new Vector<float>(_x, i);
            Vector<float> oy = py - new Vector<float>(_y, i);
            Vector<float> t = ((ox * dx) + (oy * dy)) * new Vector<float>(_inverseSquare, i);
            t = Vector.Min(Vector.Max(t, Vector<float>.Zero), Vector<float>.One);
            ox -= t * dx;
            oy -= t * dy;
            least = Vector.Min(least, (ox * ox) + (oy * oy));
        }

        float square = float.MaxValue;
        for (int k = 0; k < Vector<float>.Count; k++)
        {
            square = MathF.Min(square, least[k]);
        }

        return MathF.Sqrt(square);
    }

    private void Set(int i, BinnedPoint from, BinnedPoint to)
    {
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        (_x[i], _y[i], _dx[i], _dy[i]) = ((float)from.X, (float)from.Y, (float)dx, (float)dy);
        double square = (dx * dx) + (dy * dy);
        _inverseSquare[i] = square > 0 ? (float)(1 / square) : 0;
    }
}
