using DeepSlice.Augmentation;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation;

public sealed class DomainRandomizationTests
{
    private static readonly Raster<byte> s_labels = new(60, 20, [.. Enumerable.Range(0, 1200).Select(i => (byte)(i % 60 / 20))]);

    [Fact]
    public void Regions_get_the_drawn_mean_and_texture_and_the_background_stays()
    {
        Raster<float> image = Image();
        var options = new DomainRandomizationOptions
        {
            Probability = 1,
            Mean = new NumberRange(1.5, 1.5),
            Strength = new NumberRange(1, 1),
            Texture = new NumberRange(0.5, 0.5),
            BorderSigmaPixels = new NumberRange(0, 0),
        };

        new DomainRandomization(options).Apply(image, s_labels, new RandomStream(1));

        Raster<float> before = Image();
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            float mean = s_labels.Pixels[i] == 1 ? 1 : 2;
            float expected = s_labels.Pixels[i] == 0 ? before.Pixels[i] : 1.5f + (0.5f * (before.Pixels[i] - mean));
            image.Pixels[i].ShouldBe(expected, 1e-4f);
        }
    }

    [Fact]
    public void Regions_draw_means_of_their_own_from_the_stream_alone()
    {
        var randomization = new DomainRandomization(new DomainRandomizationOptions { Probability = 1 });
        (Raster<float> first, Raster<float> same, Raster<float> other) = (Image(), Image(), Image());

        randomization.Apply(first, s_labels, new RandomStream(1));
        randomization.Apply(same, s_labels, new RandomStream(1));
        randomization.Apply(other, s_labels, new RandomStream(2));

        same.Pixels.ToArray().ShouldBe(first.Pixels.ToArray());
        other.Pixels.ToArray().ShouldNotBe(first.Pixels.ToArray());
        Math.Abs((first[30, 10] - Image()[30, 10]) - (first[50, 10] - Image()[50, 10])).ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public void Without_a_probability_nothing_changes()
    {
        Raster<float> image = Image();

        new DomainRandomization(new DomainRandomizationOptions { Probability = 0 }).Apply(image, s_labels, new RandomStream(1));

        image.Pixels.ToArray().ShouldBe(Image().Pixels.ToArray());
    }

    /// <summary>Background 0.1, and two regions of means 1 and 2, checkered by ±0.2.</summary>
    private static Raster<float> Image()
    {
        var image = new Raster<float>(60, 20);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 60; x++)
            {
                image[x, y] = (x / 20) switch { 0 => 0.1f, int region => region + (((x + y) % 2 == 0) ? 0.2f : -0.2f) };
            }
        }

        return image;
    }
}
