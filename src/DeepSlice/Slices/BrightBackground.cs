using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>Recognises and inverts brightfield images; networks and thresholds expect tissue brighter than the background.</summary>
internal static class BrightBackground
{
    /// <summary>Width of the rim, as a part of the shorter side.</summary>
    private const double RimWidth = 0.03;

    /// <summary>Least position of the rim's median between the darkest and the brightest pixels.</summary>
    private const float Brightest = 0.7f;

    /// <summary>Largest spread of the rim's middle half, as a part of the range of the image: a background is even.</summary>
    private const float MostSpread = 0.15f;

    /// <summary>Whether the rim of an image is bright and even, and tissue is darker.</summary>
    /// <param name="image">Image of a whole slice, binned or not.</param>
    public static bool IsIn(Raster<float> image)
    {
        float[] rim = [.. Rim(image)];
        Array.Sort(rim);

        // Nearly all images are dark at the rim: they need no sort of all pixels. The mean is no number where a pixel is none.
        if (rim.Length == 0 || At(rim, 0.5) < TensorPrimitives.Sum<float>(image.Pixels) / image.Pixels.Length)
        {
            return false;
        }

        float[] all = [.. image.Pixels.ToArray().Where(float.IsFinite)];
        Array.Sort(all);
        (float dark, float bright) = (At(all, 0.01), At(all, 0.99));
        float range = bright - dark;
        return range > 0
            && At(rim, 0.5) - dark >= Brightest * range
            && At(rim, 0.75) - At(rim, 0.25) <= MostSpread * range
            && At(all, 0.25) < At(rim, 0.25);
    }

    /// <summary>Inverts an image in place if it is brightfield by its looks.</summary>
    /// <param name="image">Image of a whole slice, binned or not.</param>
    /// <returns>Whether it was inverted.</returns>
    public static bool InvertIfIn(Raster<float> image)
    {
        bool isIn = IsIn(image);
        if (isIn)
        {
            Invert(image);
        }

        return isIn;
    }

    /// <summary>Inverts an image in place: its brightest pixel becomes 0.</summary>
    /// <param name="image">Image.</param>
    public static void Invert(Raster<float> image)
    {
        float brightest = 0;
        foreach (float value in image.Pixels)
        {
            brightest = float.IsFinite(value) ? Math.Max(brightest, value) : brightest;
        }

        foreach (ref float value in image.Pixels)
        {
            value = brightest - value;
        }
    }

    private static List<float> Rim(Raster<float> image)
    {
        int width = (int)Math.Max(1, Math.Round(RimWidth * Math.Min(image.Width, image.Height)));
        var rim = new List<float>();
        for (int y = 0; y < image.Height; y++)
        {
            bool isWhole = y < width || y >= image.Height - width;
            for (int x = 0; x < image.Width; x++)
            {
                if ((isWhole || x < width || x >= image.Width - width) && float.IsFinite(image[x, y]))
                {
                    rim.Add(image[x, y]);
                }
            }
        }

        return rim;
    }

    private static float At(float[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];
}
