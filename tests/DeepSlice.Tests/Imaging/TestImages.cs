using DeepSlice.Geometry;

namespace DeepSlice.Tests.Imaging;

internal static class TestImages
{
    /// <summary>Independent values in [0, 1).</summary>
    public static Raster<float> Noise(int width, int height, ulong seed)
    {
        var random = new RandomStream(seed);
        return new Raster<float>(width, height).Map(_ => (float)random.NextDouble());
    }

    /// <summary>
    /// A slice in a frame of 60×50 padded by 5: an ellipse of tissue at 300, a third of it at 1200, on a background of 100, with some noise.
    /// </summary>
    public static (Raster<float> Image, Raster<byte> Tissue) Slice(ulong seed)
    {
        var random = new RandomStream(seed);
        var image = new Raster<float>(60, 50);
        var tissue = new Raster<byte>(60, 50);
        for (int y = 5; y < 45; y++)
        {
            for (int x = 5; x < 55; x++)
            {
                double radius = Math.Pow((x - 30) / 19.0, 2) + Math.Pow((y - 25) / 12.0, 2);
                tissue[x, y] = radius < 1 ? (byte)1 : (byte)0;
                double level = radius >= 1 ? 100 : x < 22 ? 1200 : 300;
                image[x, y] = (float)(level * (1 + (0.1 * random.Normal())));
            }
        }

        return (image, tissue);
    }
}
