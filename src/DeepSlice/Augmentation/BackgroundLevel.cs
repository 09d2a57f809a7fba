using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>The intensity that continues an image beyond its frame without a visible edge.</summary>
internal static class BackgroundLevel
{
    /// <summary>
    /// The lower quartile of the pixels on the image's border: tissue that leaves the frame is brighter, and covers less than three quarters of the border.
    /// </summary>
    /// <param name="image">Image; pixels that are no finite number do not count.</param>
    /// <returns>A finite intensity; 0 where the border has none.</returns>
    public static float Of(Raster<float> image)
    {
        var border = new List<float>(2 * (image.Width + image.Height));
        border.AddRange(image.Row(0));
        border.AddRange(image.Row(image.Height - 1));
        for (int y = 1; y < image.Height - 1; y++)
        {
            border.Add(image[0, y]);
            border.Add(image[image.Width - 1, y]);
        }

        border.RemoveAll(value => !float.IsFinite(value));
        border.Sort();
        return border.Count == 0 ? 0 : border[border.Count / 4];
    }
}
