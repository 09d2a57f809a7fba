using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Finds the padding of an image: zeros and non-finite values connected to the border.</summary>
internal static class FramePadding
{
    /// <summary>Finds the padding of an image.</summary>
    /// <param name="image">Image.</param>
    /// <returns>1 on padding, 0 elsewhere.</returns>
    public static Raster<byte> Find(Raster<float> image)
    {
        Raster<byte> padding = image.Map(value => value == 0 || !float.IsFinite(value) ? (byte)1 : (byte)0);
        var pieces = new ConnectedComponents(padding, 1);
        for (int i = 0; i < padding.Pixels.Length; i++)
        {
            padding.Pixels[i] = pieces.TouchBorder[pieces.Numbers.Pixels[i]] ? (byte)1 : (byte)0;
        }

        return padding;
    }
}
