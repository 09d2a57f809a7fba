using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Region probabilities on a coarse grid, sampled at points of the finer working grid.</summary>
/// <remarks>Bilinear interpolation between the centres of coarse pixels, clamped at the edge of the grid. Thread-safe.</remarks>
internal sealed class CoarseProbabilities
{
    private readonly float[] _planes;

    /// <summary>Makes probabilities. The array is not copied.</summary>
    /// <param name="planes">(C, h, w) in row-major order.</param>
    /// <param name="size">Size of the coarse grid.</param>
    /// <param name="binning">Working pixels per coarse pixel along each axis.</param>
    public CoarseProbabilities(float[] planes, RasterSize size, Binning binning)
    {
        _planes = planes;
        Size = size;
        Binning = binning;
    }

    /// <summary>Size of the coarse grid.</summary>
    public RasterSize Size { get; }

    /// <summary>Working pixels per coarse pixel along each axis.</summary>
    public Binning Binning { get; }

    /// <summary>Number of regions.</summary>
    public int Regions => _planes.Length / (int)Size.PixelCount;

    /// <summary>Probabilities of one region, (h, w).</summary>
    /// <param name="region">Region index.</param>
    public ReadOnlySpan<float> Plane(int region) => _planes.AsSpan(region * (int)Size.PixelCount, (int)Size.PixelCount);

    /// <summary>Samples the probabilities at points of the working grid.</summary>
    /// <param name="x">Columns of the points; pixel (i, j) covers [i, i+1) × [j, j+1).</param>
    /// <param name="y">Rows of the points.</param>
    /// <param name="target">Receives the probabilities, one plane per region; the first starts at 0.</param>
    /// <param name="stride">Distance between the planes of two regions in the target.</param>
    public void At(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> target, int stride)
    {
        float scale = 1f / Binning.Factor;
        for (int i = 0; i < x.Length; i++)
        {
            float left = Math.Clamp((x[i] * scale) - 0.5f, 0, Size.Width - 1);
            float top = Math.Clamp((y[i] * scale) - 0.5f, 0, Size.Height - 1);
            int column = (int)left;
            int row = (int)top;
            int place = (row * Size.Width) + column;
            int right = column + 1 < Size.Width ? 1 : 0;
            int below = row + 1 < Size.Height ? Size.Width : 0;
            (float u, float v) = (left - column, top - row);
            for (int region = 0; region < Regions; region++)
            {
                ReadOnlySpan<float> plane = Plane(region);
                float above = plane[place] + (u * (plane[place + right] - plane[place]));
                float under = plane[place + below] + (u * (plane[place + below + right] - plane[place + below]));
                target[(region * stride) + i] = above + (v * (under - above));
            }
        }
    }

    /// <summary>Samples the probabilities on a rectangle of the working grid.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="size">Columns and rows.</param>
    /// <param name="target">Receives (C, rows, columns) in row-major order.</param>
    public void On(int left, int top, RasterSize size, Span<float> target)
    {
        var x = new float[size.Width];
        var y = new float[size.Width];
        for (int column = 0; column < x.Length; column++)
        {
            x[column] = left + column + 0.5f;
        }

        for (int row = 0; row < size.Height; row++)
        {
            Array.Fill(y, top + row + 0.5f);
            At(x, y, target[(row * size.Width)..], (int)size.PixelCount);
        }
    }
}
