using DeepSlice.Geometry;

namespace DeepSlice.Tests.Workflows;

/// <summary>A slice of speckled tissue on an even background, as fluorescence and as brightfield.</summary>
internal static class BrightfieldSlice
{
    public static Raster<float> Fluorescence(int width, int height, ulong seed)
    {
        Raster<ushort> noise = TestModel.Noise(width, height, seed);
        var image = new Raster<float>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double across = (x + 0.5 - (width / 2.0)) / (0.4 * width);
                double down = (y + 0.5 - (height / 2.0)) / (0.4 * height);
                image[x, y] = (across * across) + (down * down) < 1 ? 90 + (noise[x, y] / 40) : noise[x, y] % 3;
            }
        }

        return image;
    }

    public static Raster<float> Brightfield(int width, int height, ulong seed) => Fluorescence(width, height, seed).Map(value => 250 - value);
}
