using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Whether an image shows anything.</summary>
internal static class ImageSignal
{
    /// <summary>What is wrong with an image that shows nothing.</summary>
    /// <param name="image">A binned image.</param>
    /// <returns>Text that follows "images"; null where the image has two values or more.</returns>
    public static string? FindProblem(Raster<float> image)
    {
        float? first = null;
        foreach (float value in image.Pixels)
        {
            if (!float.IsFinite(value))
            {
                continue;
            }

            if (first is { } other && other != value)
            {
                return null;
            }

            first = value;
        }

        return first switch
        {
            null => "without a number (NaN)",
            0 => "that are all black",
            _ => "of one constant value",
        };
    }

    /// <summary>Replaces values that are not finite by 0, which is padding.</summary>
    /// <param name="image">Image, changed.</param>
    public static void RemoveNonFinite(Raster<float> image)
    {
        // The sum is finite only where every value is; it may overflow, which only costs the loop.
        if (float.IsFinite(TensorPrimitives.Sum<float>(image.Pixels)))
        {
            return;
        }

        foreach (ref float value in image.Pixels)
        {
            value = float.IsFinite(value) ? value : 0;
        }
    }
}
