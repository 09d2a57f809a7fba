using System.Globalization;
using DeepSlice.Geometry;

namespace DeepSlice.Pictures;

/// <summary>Two regions, each pixel's distance to the other region, and the distances that the α-SMD sums.</summary>
internal static class MetricPicture
{
    private const string AnnotationColor = "#111111";
    private const string PredictionColor = "#d95f02";

    public static string Draw()
    {
        var size = new RasterSize(26, 22);
        Raster<bool> annotation = Ellipse(size, 10, 11, 6.5, 7.5);
        Raster<bool> prediction = Ellipse(size, 12.5, 12, 6, 6);
        prediction[22, 3] = prediction[23, 3] = prediction[22, 4] = prediction[23, 4] = true;
        Raster<double> toAnnotation = Distance(annotation);
        Raster<double> toPrediction = Distance(prediction);
        var panels = new Panels();
        panels.Add(["Two regions", "annotation black, prediction orange"], (_, _) => "#ffffff", size, (annotation, AnnotationColor), (prediction, PredictionColor));
        panels.Add(["Distance to the annotation", "0 white, 16 pixels dark"], (x, y) => Shades.Rising(toAnnotation[x, y] / 16), size, (annotation, AnnotationColor));
        panels.Add(["Distance to the prediction", "0 white, 16 pixels dark"], (x, y) => Shades.Rising(toPrediction[x, y] / 16), size, (prediction, PredictionColor));
        double sum = 0;
        var added = new Raster<double>(size);
        for (int i = 0; i < added.Pixels.Length; i++)
        {
            added.Pixels[i] = ((prediction.Pixels[i] ? toAnnotation.Pixels[i] : 0) + (annotation.Pixels[i] ? toPrediction.Pixels[i] : 0)) / 2;
            sum += added.Pixels[i];
        }

        panels.Add(
            ["Summed distances (inwards)", string.Create(CultureInfo.InvariantCulture, $"Σ = {sum:0.0} pixels")],
            (x, y) => Shades.Rising(2 * added[x, y] / 16),
            size,
            (annotation, AnnotationColor),
            (prediction, PredictionColor));
        return panels.ToString();
    }

    private static Raster<bool> Ellipse(RasterSize size, double centreX, double centreY, double radiusX, double radiusY)
    {
        var region = new Raster<bool>(size);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                (double dx, double dy) = ((x - centreX) / radiusX, (y - centreY) / radiusY);
                region[x, y] = (dx * dx) + (dy * dy) <= 1;
            }
        }

        return region;
    }

    private static Raster<double> Distance(Raster<bool> region)
    {
        var distance = new Raster<double>(region.Size);
        new DistanceTransform(region.Size, PixelSpacing.Unit).Measure(region, distance);
        return distance;
    }
}
