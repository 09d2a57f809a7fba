using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Background intensity for extending an image beyond its frame without a visible edge.</summary>
internal static class BackgroundLevel
{
    /// <summary>
    /// The lower quartile of the image's border pixels. Tissue cut by the frame is brighter and covers less than three quarters of the border.
    /// </summary>
    /// <param name="image">Image; non-finite pixels are ignored.</param>
    /// <returns>A finite intensity; 0 if the border has no finite pixel.</returns>
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
