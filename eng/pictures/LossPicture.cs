using DeepSlice.Geometry;
using DeepSlice.Losses;

namespace DeepSlice.Pictures;

/// <summary>A probability map with a gap and a speck far away, and the gradients of four losses.</summary>
internal static class LossPicture
{
    private const string AnnotationColor = "#111111";
    private const double MaximalDistance = 8;

    public static string Draw()
    {
        var size = new RasterSize(26, 22);
        var annotation = new Raster<bool>(size);
        var map = new Raster<double>(size);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                annotation[x, y] = Math.Pow((x - 10) / 6.5, 2) + Math.Pow((y - 11) / 7.5, 2) <= 1;
                double inside = 0.98 / (1 + Math.Exp(1.1 * (Away(x, y, 12, 12) - 6)));
                double gap = 0.9 * Math.Exp(-Math.Pow(Away(x, y, 11, 11) / 1.6, 2));
                double speck = 0.8 * Math.Exp(-Math.Pow(Away(x, y, 22, 4) / 1.5, 2));
                map[x, y] = Math.Clamp((inside * (1 - gap)) + speck, 0.002, 0.998);
            }
        }

        var panels = new Panels();
        panels.Add(["Probability map", "annotation outlined; a gap, a speck"], (x, y) => Shades.Rising(map[x, y]), size, (annotation, AnnotationColor));
        Add("Dice", "equal everywhere", Dice(map, annotation));
        Add("α-SMD, inwards", "4 levels: red decreases, blue increases", AlphaSmd(isBidirectional: false));
        Add("α-SMD, bidirectional", "the outside counts as well", AlphaSmd(isBidirectional: true));
        Add("Its linear half alone", "a boundary loss", SignedDistance(annotation));
        return panels.ToString();

        void Add(string name, string explanation, Raster<double> gradient)
        {
            double largest = gradient.Pixels.ToArray().Max(Math.Abs);
            panels.Add([name, explanation], (x, y) => Shades.Signed(gradient[x, y] / largest), size, (annotation, AnnotationColor));
        }

        Raster<double> AlphaSmd(bool isBidirectional)
        {
            var gradient = new Raster<double>(size);
            new AlphaSmdTerm(size, PixelSpacing.Unit, MaximalDistance, isBidirectional).Measure(map, annotation, [0.125, 0.375, 0.625, 0.875], gradient);
            return gradient;
        }
    }

    private static double Away(int x, int y, double centreX, double centreY) => Math.Sqrt(Math.Pow(x - centreX, 2) + Math.Pow(y - centreY, 2));

    /// <summary>Derivative of 1 − 2 Σ p·t ÷ (Σ p + Σ t).</summary>
    private static Raster<double> Dice(Raster<double> map, Raster<bool> annotation)
    {
        double overlap = 0, extent = 0;
        for (int i = 0; i < map.Pixels.Length; i++)
        {
            overlap += annotation.Pixels[i] ? map.Pixels[i] : 0;
            extent += map.Pixels[i] + (annotation.Pixels[i] ? 1 : 0);
        }

        return annotation.Map(inside => ((2 * overlap) - (inside ? 2 * extent : 0)) / (extent * extent));
    }

    /// <summary>Distance to the annotation outside it, minus the distance to its complement inside it.</summary>
    private static Raster<double> SignedDistance(Raster<bool> annotation)
    {
        var transform = new DistanceTransform(annotation.Size, PixelSpacing.Unit) { Limit = MaximalDistance };
        var outside = new Raster<double>(annotation.Size);
        var inside = new Raster<double>(annotation.Size);
        transform.Measure(annotation, outside);
        transform.Measure(annotation.Map(isIn => !isIn), inside);
        for (int i = 0; i < outside.Pixels.Length; i++)
        {
            outside.Pixels[i] -= inside.Pixels[i];
        }

        return outside;
    }
}
