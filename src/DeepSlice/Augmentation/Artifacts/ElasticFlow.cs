using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A smooth displacement without folds: the flow of a smooth random velocity field.</summary>
/// <remarks>
/// The displacement is the exponential of a stationary velocity field, computed by scaling and squaring (Arsigny and others 2006,
/// doi:10.1007/11866565_113) on a coarse grid and interpolated between its nodes.
/// </remarks>
internal sealed class ElasticFlow
{
    /// <summary>
    /// Grid spacing of the velocity for a correlation length of 0.15 extents: the autocorrelation of a cubic B-spline field is a spline of
    /// degree 7 with a standard deviation of √(8 ÷ 12) spacings; for a Gaussian field it is the correlation length.
    /// </summary>
    private const double VelocitySpacing = 0.15 / 0.8165;

    private const int NodesInExtent = 48;
    private const int NodesInFrame = 96;
    private const int Squarings = 5;

    private readonly double _nodePixels;
    private readonly Raster<float> _driftX;
    private readonly Raster<float> _driftY;

    /// <summary>Draws a flow.</summary>
    /// <param name="specimen">The slice.</param>
    /// <param name="amplitude">Standard deviation of the displacement along each axis, in slice units.</param>
    /// <param name="random">Its seed determines the flow.</param>
    public ElasticFlow(Specimen specimen, double amplitude, RandomStream random)
    {
        SpecimenPlace place = specimen.Place;
        RasterSize frame = specimen.Image.Size;
        _nodePixels = Math.Max(place.Extent / NodesInExtent, Math.Max(frame.Width, frame.Height) / (double)NodesInFrame);
        var size = new RasterSize((int)(frame.Width / _nodePixels) + 2, (int)(frame.Height / _nodePixels) + 2);
        _driftX = Velocity(random.Derive("x"));
        _driftY = Velocity(random.Derive("y"));
        for (int i = 0; i < Squarings; i++)
        {
            (_driftX, _driftY) = Twice(_driftX, _driftY);
        }

        StayInPlace(_driftX, specimen);
        StayInPlace(_driftY, specimen);

        Raster<float> Velocity(RandomStream stream)
        {
            double scale = amplitude * place.Extent / _nodePixels / Math.Pow(2, Squarings);
            var field = SmoothField.About(
                stream, size, place.CenterX / _nodePixels, place.CenterY / _nodePixels, VelocitySpacing * place.Extent / _nodePixels);
            var velocity = new Raster<float>(size);
            for (int y = 0; y < size.Height; y++)
            {
                field.Row(y, velocity.Row(y));
            }

            foreach (ref float value in velocity.Pixels)
            {
                value *= (float)scale;
            }

            return velocity;
        }
    }

    /// <summary>Displaces the points of one row, see <see cref="WarpRow"/>.</summary>
    public void Move(int y, Span<float> sourceX, Span<float> sourceY)
    {
        double nodeY = ((y + 0.5) / _nodePixels) - 0.5;
        for (int x = 0; x < sourceX.Length; x++)
        {
            double nodeX = ((x + 0.5) / _nodePixels) - 0.5;
            sourceX[x] += (float)(_nodePixels * At(_driftX, nodeX, nodeY));
            sourceY[x] += (float)(_nodePixels * At(_driftY, nodeX, nodeY));
        }
    }

    /// <summary>Removes the mean displacement of the tissue, which is no distortion and could move it out of the frame.</summary>
    private void StayInPlace(Raster<float> drift, Specimen specimen)
    {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < drift.Height; y++)
        {
            for (int x = 0; x < drift.Width; x++)
            {
                (int column, int row) = ((int)((x + 0.5) * _nodePixels), (int)((y + 0.5) * _nodePixels));
                if (specimen.Tissue.Contains(column, row) && specimen.Tissue[column, row] == 1)
                {
                    sum += drift[x, y];
                    count++;
                }
            }
        }

        foreach (ref float value in drift.Pixels)
        {
            value -= (float)(sum / Math.Max(1, count));
        }
    }

    /// <summary>Composes a displacement with itself.</summary>
    private static (Raster<float> X, Raster<float> Y) Twice(Raster<float> driftX, Raster<float> driftY)
    {
        var twiceX = new Raster<float>(driftX.Size);
        var twiceY = new Raster<float>(driftX.Size);
        for (int y = 0; y < driftX.Height; y++)
        {
            for (int x = 0; x < driftX.Width; x++)
            {
                float dx = driftX[x, y];
                float dy = driftY[x, y];
                twiceX[x, y] = dx + At(driftX, x + dx, y + dy);
                twiceY[x, y] = dy + At(driftY, x + dx, y + dy);
            }
        }

        return (twiceX, twiceY);
    }

    /// <summary>Bilinear interpolation between four nodes, clamped to the grid.</summary>
    private static float At(Raster<float> nodes, double x, double y)
    {
        double left = Math.Clamp(x, 0, nodes.Width - 1);
        double top = Math.Clamp(y, 0, nodes.Height - 1);
        int column = Math.Min((int)left, nodes.Width - 2);
        int row = Math.Min((int)top, nodes.Height - 2);
        float shareX = (float)(left - column);
        ReadOnlySpan<float> upper = nodes.Row(row).Slice(column, 2);
        ReadOnlySpan<float> lower = nodes.Row(row + 1).Slice(column, 2);
        float above = upper[0] + (shareX * (upper[1] - upper[0]));
        float below = lower[0] + (shareX * (lower[1] - lower[0]));
        return above + ((float)(top - row) * (below - above));
    }
}
