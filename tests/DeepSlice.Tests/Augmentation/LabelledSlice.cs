using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation;

/// <summary>A slice of three overlapping ellipses of random size and position; the image is the label map or a textured variant of it.</summary>
internal sealed class LabelledSlice
{
    public LabelledSlice(int width, int height, ulong seed, double texture = 0)
    {
        var random = new RandomStream(seed);
        Labels = new Raster<byte>(width, height);
        foreach (byte label in new byte[] { 3, 7, 5 })
        {
            double centerX = width * random.Uniform(0.4, 0.6), centerY = height * random.Uniform(0.4, 0.6);
            double radiusX = width * random.Uniform(0.15, 0.3), radiusY = height * random.Uniform(0.15, 0.3);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    if (Math.Pow((x + 0.5 - centerX) / radiusX, 2) + Math.Pow((y + 0.5 - centerY) / radiusY, 2) < 1)
                    {
                        Labels[x, y] = label;
                    }
                }
            }
        }

        Image = Labels.Map(label => label + (float)(texture * random.Normal()));
    }

    public Raster<float> Image { get; }

    public Raster<byte> Labels { get; }
}
