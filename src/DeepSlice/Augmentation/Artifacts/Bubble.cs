using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>One air bubble over the tissue.</summary>
internal sealed class Bubble
{
    private readonly Specimen _specimen;
    private readonly double _centerX;
    private readonly double _centerY;
    private readonly double _radius;
    private readonly double _oblong;
    private readonly double _tilt;
    private readonly bool _isDark;
    private readonly double _dimming;
    private readonly double _rimLight;
    private readonly double _rimWidth;
    private readonly double _lightAngle;

    /// <summary>Draws a bubble.</summary>
    /// <param name="specimen">The slice.</param>
    /// <param name="random">Random stream.</param>
    public Bubble(Specimen specimen, RandomStream random)
    {
        _specimen = specimen;
        (double u, double v) = specimen.Place.OnRay(random.Uniform(0, 2 * Math.PI), Math.Sqrt(random.NextDouble()));
        _centerX = (u * specimen.Place.Extent) + specimen.Place.CenterX;
        _centerY = (v * specimen.Place.Extent) + specimen.Place.CenterY;
        _radius = random.Uniform(0.03, 0.1) * specimen.Place.Extent;
        _oblong = random.Uniform(0, 0.06);
        _tilt = random.Uniform(0, 2 * Math.PI);
        _isDark = random.Chance(0.5);
        _dimming = _isDark ? random.Uniform(0.2, 0.5) : random.Uniform(0.75, 0.95);
        _rimLight = random.Uniform(0.6, 1.6);
        _rimWidth = random.Uniform(0.05, 0.09);
        _lightAngle = random.Uniform(0, 2 * Math.PI);
    }

    /// <summary>Paints the bubble over an image.</summary>
    /// <param name="image">Changed in place.</param>
    /// <param name="strength">Visibility, 0 … 1.</param>
    public void Paint(Raster<float> image, double strength)
    {
        Raster<float> seen = image.Clone();
        double reach = (1.4 * _radius) + 1;
        int right = Math.Min(image.Width - 1, (int)(_centerX + reach));
        int bottom = Math.Min(image.Height - 1, (int)(_centerY + reach));
        for (int y = Math.Max(0, (int)(_centerY - reach)); y <= bottom; y++)
        {
            Span<float> row = image.Row(y);
            for (int x = Math.Max(0, (int)(_centerX - reach)); x <= right; x++)
            {
                row[x] += (float)(strength * (Shown(seen, x, y) - row[x]));
            }
        }
    }

    private double Shown(Raster<float> seen, int x, int y)
    {
        (double dx, double dy) = (x + 0.5 - _centerX, y + 0.5 - _centerY);
        double direction = Math.Atan2(dy, dx);
        double distance = Math.Sqrt((dx * dx) + (dy * dy)) / _radius * (1 + (_oblong * Math.Cos(2 * (direction - _tilt))));
        double open = seen[x, y];
        double inside = Coverage.OfEdge((1 - distance) * _radius);
        double shown = inside == 0 ? open : open + (inside * (Within(seen, dx, dy, distance) - open));

        // The edge of the air refracts light from a dark ring to a bright one.
        double light = 1 + (0.5 * Math.Cos(direction - _lightAngle));
        double dark = _specimen.Levels.Dark;
        shown = dark + ((shown - dark) * (1 - (0.5 * Ring(distance, 1 - (2.2 * _rimWidth)))));
        return shown + (_specimen.Levels.Contrast * _rimLight * light * Ring(distance, 1));
    }

    private double Within(Raster<float> seen, double dx, double dy, double distance)
    {
        double dark = _specimen.Levels.Dark;
        double bend = _isDark ? 1 : 0.6 + (0.3 * distance * distance);
        double magnified = Between(seen, _centerX + (bend * dx) - 0.5, _centerY + (bend * dy) - 0.5);
        double dimmed = dark + ((magnified - dark) * _dimming);
        return _isDark ? dimmed + (0.06 * _specimen.Levels.Contrast * (1 - (distance * distance))) : dimmed;
    }

    /// <summary>Profile of a ring; if narrower than a pixel, its light is spread over one.</summary>
    private double Ring(double distance, double at)
    {
        double width = Math.Sqrt((_rimWidth * _rimWidth) + (0.16 / (_radius * _radius)));
        return _rimWidth / width * Math.Exp(-Math.Pow((distance - at) / width, 2) / 2);
    }

    private static double Between(Raster<float> image, double x, double y)
    {
        double left = Math.Clamp(x, 0, image.Width - 1);
        double top = Math.Clamp(y, 0, image.Height - 1);
        (int column, int line) = ((int)left, (int)top);
        (int next, int below) = (Math.Min(column + 1, image.Width - 1), Math.Min(line + 1, image.Height - 1));
        double upper = image[column, line] + ((left - column) * (image[next, line] - image[column, line]));
        double lower = image[column, below] + ((left - column) * (image[next, below] - image[column, below]));
        return upper + ((top - line) * (lower - upper));
    }
}
