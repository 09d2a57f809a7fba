using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Mild artifacts of real slices.</summary>
internal static class MildArtifacts
{
    /// <summary>Draws tears and missing pieces.</summary>
    /// <param name="shape">The slice.</param>
    /// <param name="probability">Probability of a tear, and of a missing piece.</param>
    /// <param name="random">Random stream.</param>
    public static List<Outline<BinnedPoint>> DrawGaps(BrainShape shape, double probability, RandomStream random)
    {
        var gaps = new List<Outline<BinnedPoint>>();
        if (random.Chance(probability))
        {
            gaps.Add(Wedge(shape, random.Uniform(50, 130), random.Uniform(3, 8), random));
        }

        if (random.Chance(probability))
        {
            gaps.Add(Wedge(shape, random.Uniform(12, 30), random.Uniform(15, 40), random));
        }

        return gaps;
    }

    /// <summary>Multiplies by a smooth illumination field, brightest on one side.</summary>
    /// <param name="image">Changed in place.</param>
    /// <param name="random">Random stream.</param>
    public static void ShadeLight(Raster<float> image, RandomStream random)
    {
        double angle = random.Uniform(0, 2 * Math.PI);
        double slope = random.Uniform(0.1, 0.4);
        (float stepX, float stepY) = ((float)(slope * Math.Cos(angle) / image.Width), (float)(slope * Math.Sin(angle) / image.Height));
        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] *= 1 + (stepX * (x - (image.Width / 2f))) + (stepY * (y - (image.Height / 2f)));
            }
        }
    }

    /// <summary>Adds bright dust particles and dim ones out of focus, anywhere in the image.</summary>
    /// <param name="image">Changed in place.</param>
    /// <param name="random">Random stream.</param>
    public static void AddDebris(Raster<float> image, RandomStream random)
    {
        int count = 1 + random.Below(4);
        for (int k = 0; k < count; k++)
        {
            bool isSharp = random.Chance(0.6);
            double radius = image.Width * (isSharp ? random.Uniform(0.002, 0.007) : random.Uniform(0.012, 0.03));
            double brightness = isSharp ? random.Uniform(2000, 7000) : random.Uniform(150, 450);
            AddSpeck(image, random.Uniform(0, image.Width), random.Uniform(0, image.Height), Math.Max(0.7, radius), brightness);
        }
    }

    /// <summary>3 × 3 binomial filter, weights 1 2 1 along each axis.</summary>
    /// <param name="image">Changed in place.</param>
    public static void Blur(Raster<float> image)
    {
        float[] above = image.Row(0).ToArray();
        float[] current = new float[image.Width];
        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Row(y);
            ReadOnlySpan<float> below = image.Row(Math.Min(y + 1, image.Height - 1));
            row.CopyTo(current);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (above[x] + (2 * current[x]) + below[x]) / 4;
            }

            (above, current) = (current, above);
            BlurRow(row);
        }
    }

    private static void BlurRow(Span<float> row)
    {
        float left = row[0];
        for (int x = 0; x < row.Length; x++)
        {
            float here = row[x];
            float right = row[Math.Min(x + 1, row.Length - 1)];
            row[x] = (left + (2 * here) + right) / 4;
            left = here;
        }
    }

    /// <summary>Adds camera noise: photon noise that increases with brightness, and read noise.</summary>
    /// <param name="image">Changed in place; values stay within 0 … 65535.</param>
    /// <param name="random">Random stream.</param>
    public static void AddCameraNoise(Raster<float> image, RandomStream random)
    {
        foreach (ref float value in image.Pixels)
        {
            double noise = random.Normal() * (14 + (0.45 * Math.Sqrt(Math.Max(0, value))));
            value = (float)Math.Clamp(value + noise, 0, 65535);
        }
    }

    private static void AddSpeck(Raster<float> image, double centreX, double centreY, double radius, double brightness)
    {
        int reach = (int)Math.Ceiling(3 * radius);
        for (int y = Math.Max(0, (int)centreY - reach); y <= Math.Min(image.Height - 1, (int)centreY + reach); y++)
        {
            Span<float> row = image.Row(y);
            for (int x = Math.Max(0, (int)centreX - reach); x <= Math.Min(row.Length - 1, (int)centreX + reach); x++)
            {
                double square = ((x + 0.5 - centreX) * (x + 0.5 - centreX)) + ((y + 0.5 - centreY) * (y + 0.5 - centreY));
                row[x] += (float)(brightness * Math.Exp(-square / (radius * radius)));
            }
        }
    }

    /// <summary>A jagged gap from the border inwards.</summary>
    private static Outline<BinnedPoint> Wedge(BrainShape shape, double lengthUnits, double halfWidthUnits, RandomStream random)
    {
        BinnedPoint mouth = shape.BorderPoint(random.NextDouble());
        BinnedPoint middle = shape.Middle;
        double heading = Math.Atan2(middle.Y - mouth.Y, middle.X - mouth.X) + random.Uniform(-0.6, 0.6);
        (double sin, double cos) = Math.SinCos(heading);
        double scale = shape.Pose.PixelsPerUnit;
        const int Steps = 6;
        var side = new List<BinnedPoint>();
        var other = new List<BinnedPoint>();
        for (int k = 0; k <= Steps; k++)
        {
            double along = ((lengthUnits + 25) * k / Steps) - 25;
            double half = halfWidthUnits * (1 - (0.97 * k / Steps));
            double bend = 0.3 * halfWidthUnits * random.Normal();
            side.Add(At(along, bend + (half * random.Uniform(0.7, 1.3))));
            other.Add(At(along, bend - (half * random.Uniform(0.7, 1.3))));
        }

        other.Reverse();
        return new Outline<BinnedPoint>([SmoothCurve.Closed<BinnedPoint>([.. side, .. other], 4)]);

        BinnedPoint At(double along, double across) =>
            new(mouth.X + (scale * ((cos * along) - (sin * across))), mouth.Y + (scale * ((sin * along) + (cos * across))));
    }
}
