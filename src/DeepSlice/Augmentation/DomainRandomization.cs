using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation;

/// <summary>Draws a new mean intensity for each region of a slice and rescales the texture within regions.</summary>
/// <param name="options">How often and how strongly.</param>
internal sealed class DomainRandomization(DomainRandomizationOptions options)
{
    /// <summary>Draws and applies one change, or none.</summary>
    /// <param name="image">Finite normalised image, changed in place; pixels with label 0 hardly change.</param>
    /// <param name="labels">Region indices, same size as the image.</param>
    /// <param name="random">Random stream.</param>
    public void Apply(Raster<float> image, Raster<byte> labels, RandomStream random)
    {
        if (!random.Chance(options.Probability))
        {
            return;
        }

        double strength = options.Strength.Draw(random);
        double texture = options.Texture.Draw(random);
        (float Factor, float Shift)[] changes = Draw(RegionMeans(image, labels), strength, texture, random);
        var factors = new Raster<float>(image.Size);
        var shifts = new Raster<float>(image.Size);
        for (int i = 0; i < labels.Pixels.Length; i++)
        {
            (factors.Pixels[i], shifts.Pixels[i]) = changes[labels.Pixels[i]];
        }

        double sigma = options.BorderSigmaPixels.Draw(random);
        GaussianBlur.Apply(factors, sigma, factors);
        GaussianBlur.Apply(shifts, sigma, shifts);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (image.Pixels[i] * factors.Pixels[i]) + shifts.Pixels[i];
        }
    }

    /// <summary>Linear map of intensities for each label; the background is unchanged.</summary>
    private (float Factor, float Shift)[] Draw(double[] means, double strength, double texture, RandomStream random)
    {
        var changes = new (float Factor, float Shift)[means.Length];
        changes[0] = (1, 0);
        for (int label = 1; label < changes.Length; label++)
        {
            double mean = means[label] + (strength * (options.Mean.Draw(random) - means[label]));
            changes[label] = ((float)texture, (float)(mean - (texture * means[label])));
        }

        return changes;
    }

    private static double[] RegionMeans(Raster<float> image, Raster<byte> labels)
    {
        var sums = new double[256];
        var counts = new int[256];
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            sums[labels.Pixels[i]] += image.Pixels[i];
            counts[labels.Pixels[i]]++;
        }

        for (int label = 0; label < sums.Length; label++)
        {
            sums[label] /= Math.Max(1, counts[label]);
        }

        return sums;
    }
}
