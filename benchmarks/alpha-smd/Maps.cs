using DeepSlice.Geometry;

namespace DeepSlice.Benchmarks;

/// <summary>A region with a wavy border, and a soft prediction of it whose border wanders by up to a fiftieth of the side.</summary>
internal static class Maps
{
    public static (Raster<double> Prediction, Raster<double> Annotation) Make(int side)
    {
        var prediction = new Raster<double>(side, side);
        var annotation = new Raster<double>(side, side);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                (double u, double v) = ((x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5);
                double angle = Math.Atan2(v, u);
                double border = Math.Sqrt((u * u) + (v * v)) - (0.22 * (1 + (0.2 * Math.Cos(3 * angle))));
                annotation[x, y] = border <= 0 ? 1 : 0;
                double wandered = border - (0.02 * Math.Sin(7 * angle));
                double speck = 0.6 * Math.Exp(-(Square(u - 0.35) + Square(v + 0.35)) / Square(0.03));
                prediction[x, y] = Math.Min(1, (1 / (1 + Math.Exp(wandered / 0.012))) + speck);
            }
        }

        return (prediction, annotation);
    }

    private static double Square(double value) => value * value;
}
