using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>
/// Position of the tissue in the frame, and slice units: the extent is 1, the origin the centre of the tissue's bounding box.
/// </summary>
internal sealed class SpecimenPlace
{
    /// <summary>Maximum length of a ray, in slice units.</summary>
    private const double Reach = 1.2;

    private readonly Raster<byte> _tissue;
    private readonly double _massX;
    private readonly double _massY;

    /// <summary>Measures the tissue; uses the whole frame if there is none.</summary>
    /// <param name="tissue">1 on tissue.</param>
    public SpecimenPlace(Raster<byte> tissue)
    {
        _tissue = tissue;
        (int left, int top, int right, int bottom) = (tissue.Width, tissue.Height, -1, -1);
        (double sumX, double sumY, double area) = (0, 0, 0);
        for (int y = 0; y < tissue.Height; y++)
        {
            ReadOnlySpan<byte> row = tissue.Row(y);
            for (int x = row.IndexOf((byte)1); x >= 0 && x < row.Length; x++)
            {
                if (row[x] == 1)
                {
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), y);
                    (sumX, sumY, area) = (sumX + x + 0.5, sumY + y + 0.5, area + 1);
                }
            }
        }

        if (area == 0)
        {
            (left, top, right, bottom) = (0, 0, tissue.Width - 1, tissue.Height - 1);
            (sumX, sumY, area) = (tissue.Width / 2.0, tissue.Height / 2.0, 1);
        }

        (double width, double height) = (right + 1 - left, bottom + 1 - top);
        Extent = Math.Sqrt((width * width) + (height * height));
        (CenterX, CenterY) = (left + (width / 2), top + (height / 2));
        (_massX, _massY) = (((sumX / area) - CenterX) / Extent, ((sumY / area) - CenterY) / Extent);
    }

    /// <summary>Diagonal of the tissue's bounding box in pixels.</summary>
    public double Extent { get; }

    /// <summary>Horizontal coordinate of the bounding box's centre.</summary>
    public double CenterX { get; }

    /// <summary>Vertical coordinate of the bounding box's centre.</summary>
    public double CenterY { get; }

    /// <summary>Horizontal position of a pixel's centre, in slice units.</summary>
    public double U(int x) => (x + 0.5 - CenterX) / Extent;

    /// <summary>Vertical position of a pixel's centre, in slice units.</summary>
    public double V(int y) => (y + 0.5 - CenterY) / Extent;

    /// <summary>A point on the ray from the tissue's centre of mass to its border.</summary>
    /// <param name="angle">Direction of the ray.</param>
    /// <param name="share">0 at the centre, 1 at the outermost tissue on the ray.</param>
    public (double U, double V) OnRay(double angle, double share)
    {
        (double sin, double cos) = Math.SinCos(angle);
        double distance = share * RayLength(cos, sin);
        return (_massX + (distance * cos), _massY + (distance * sin));
    }

    /// <summary>A random field over the frame with mean 0 and standard deviation 1.</summary>
    /// <param name="random">Its seed determines the field.</param>
    /// <param name="length">Correlation length in slice units.</param>
    public SmoothField Field(RandomStream random, double length) => SmoothField.About(random, _tissue.Size, CenterX, CenterY, length * Extent);

    private double RayLength(double cos, double sin)
    {
        double step = 0.5 / Extent;
        double length = step;
        for (double distance = 0; distance < Reach; distance += step)
        {
            int x = (int)Math.Floor(((_massX + (distance * cos)) * Extent) + CenterX);
            int y = (int)Math.Floor(((_massY + (distance * sin)) * Extent) + CenterY);
            if (_tissue.Contains(x, y) && _tissue[x, y] == 1)
            {
                length = distance;
            }
        }

        return length;
    }
}
