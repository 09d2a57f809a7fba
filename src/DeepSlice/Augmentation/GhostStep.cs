using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Adds a faint shifted copy of the image, as from reflections and double exposures.</summary>
/// <param name="strength">Range of the copy's relative intensity.</param>
internal sealed class GhostStep(NumberRange strength) : IPhotometricStep
{
    private const double SmallestShift = 0.05;
    private const double LargestShift = 0.2;

    public void Apply(Raster<float> image, RandomStream random)
    {
        float share = (float)strength.Draw(random);
        double distance = random.Uniform(SmallestShift, LargestShift) * Math.Max(image.Width, image.Height);
        (double sine, double cosine) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        (int shiftX, int shiftY) = ((int)Math.Round(distance * cosine), (int)Math.Round(distance * sine));
        Raster<float> source = image.Clone();
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                (int fromX, int fromY) = (x - shiftX, y - shiftY);
                image[x, y] += image.Contains(fromX, fromY) ? share * source[fromX, fromY] : 0;
            }
        }
    }
}
