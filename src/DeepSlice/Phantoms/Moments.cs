using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Centroid and covariance of a tissue's pixels.</summary>
/// <param name="Area">Number of pixels.</param>
/// <param name="X">Mean column.</param>
/// <param name="Y">Mean row.</param>
/// <param name="XX">Variance of the columns.</param>
/// <param name="XY">Covariance.</param>
/// <param name="YY">Variance of the rows.</param>
internal readonly record struct Moments(double Area, double X, double Y, double XX, double XY, double YY)
{
    /// <summary>Measures every tissue of a map; missing tissues have an area of 0.</summary>
    /// <param name="tissues">Values of <see cref="Tissue"/>.</param>
    public static Moments[] Measure(Raster<byte> tissues)
    {
        double[][] sums = [.. Enum.GetValues<Tissue>().Select(_ => new double[6])];
        for (int y = 0; y < tissues.Height; y++)
        {
            ReadOnlySpan<byte> row = tissues.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                double[] sum = sums[row[x]];
                (double px, double py) = (x + 0.5, y + 0.5);
                sum[0]++;
                sum[1] += px;
                sum[2] += py;
                sum[3] += px * px;
                sum[4] += px * py;
                sum[5] += py * py;
            }
        }

        return [.. sums.Select(Of)];
    }

    /// <summary>The same tissue after a similarity transform about its centroid.</summary>
    /// <param name="turn">A pose; its position is ignored.</param>
    public Moments Turned(Pose turn)
    {
        // Columns of the linear map: images of the unit vectors along x and y.
        BinnedPoint origin = turn.Place(0, 0);
        (double ax, double ay) = (turn.Place(1, 0).X - origin.X, turn.Place(1, 0).Y - origin.Y);
        (double bx, double by) = (turn.Place(0, 1).X - origin.X, turn.Place(0, 1).Y - origin.Y);
        return this with
        {
            XX = (ax * ax * XX) + (2 * ax * bx * XY) + (bx * bx * YY),
            XY = (ax * ay * XX) + (((ax * by) + (bx * ay)) * XY) + (bx * by * YY),
            YY = (ay * ay * XX) + (2 * ay * by * XY) + (by * by * YY),
        };
    }

    /// <summary>The matrix that maps another tissue's covariance to this one's with the smallest rotation.</summary>
    /// <param name="other">Moments of the other tissue.</param>
    public (double XX, double XY, double YX, double YY) StretchFrom(Moments other)
    {
        (double a, double b, double c) = Root(this);
        (double d, double e, double f) = Root(other);
        double determinant = (d * f) - (e * e);
        (double g, double h, double i) = (f / determinant, -e / determinant, d / determinant);
        return ((a * g) + (b * h), (a * h) + (b * i), (b * g) + (c * h), (b * h) + (c * i));
    }

    private static Moments Of(double[] sum)
    {
        double area = Math.Max(1, sum[0]);
        (double x, double y) = (sum[1] / area, sum[2] / area);

        // A pixel has an extent: its own variance of 1/12 keeps that of thin regions above zero.
        return new Moments(sum[0], x, y, (sum[3] / area) - (x * x) + (1.0 / 12), (sum[4] / area) - (x * y), (sum[5] / area) - (y * y) + (1.0 / 12));
    }

    /// <summary>The symmetric square root of the covariance.</summary>
    private static (double XX, double XY, double YY) Root(Moments m)
    {
        double s = Math.Sqrt(Math.Max(0, (m.XX * m.YY) - (m.XY * m.XY)));
        double t = Math.Sqrt(m.XX + m.YY + (2 * s));
        return ((m.XX + s) / t, m.XY / t, (m.YY + s) / t);
    }
}
