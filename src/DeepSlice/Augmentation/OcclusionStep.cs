using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Covers rotated rectangles with a constant intensity, so that no region is recognised by a single spot.</summary>
/// <remarks>After DeVries and Taylor 2017 (Cutout, arXiv:1708.04552), with varying intensity, size and rotation.</remarks>
/// <param name="side">Range of the sides as fractions of the image's longer side.</param>
internal sealed class OcclusionStep(NumberRange side) : IPhotometricStep
{
    private const int MostRectangles = 4;

    /// <summary>Largest intensity of a rectangle; the middle of the tissue is 1.</summary>
    private const double Brightest = 2.5;

    public void Apply(Raster<float> image, RandomStream random)
    {
        for (int count = 1 + random.Below(MostRectangles); count > 0; count--)
        {
            Cover(image, random);
        }
    }

    private void Cover(Raster<float> image, RandomStream random)
    {
        double longest = Math.Max(image.Width, image.Height);
        (double halfWidth, double halfHeight) = (side.Draw(random) * longest / 2, side.Draw(random) * longest / 2);
        (double centreX, double centreY) = (random.Uniform(0, image.Width), random.Uniform(0, image.Height));
        (double sine, double cosine) = Math.SinCos(random.Uniform(0, Math.PI));
        float level = (float)random.Uniform(0, Brightest);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                (double dx, double dy) = (x + 0.5 - centreX, y + 0.5 - centreY);
                if (Math.Abs((cosine * dx) + (sine * dy)) <= halfWidth && Math.Abs((cosine * dy) - (sine * dx)) <= halfHeight)
                {
                    image[x, y] = level;
                }
            }
        }
    }
}
