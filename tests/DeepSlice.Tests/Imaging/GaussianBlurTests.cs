using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Tests.Imaging;

public sealed class GaussianBlurTests
{
    [Fact]
    public void A_constant_image_stays_constant_up_to_its_edges()
    {
        var image = new Raster<float>(7, 5);
        image.Pixels.Fill(3);

        GaussianBlur.Apply(image, 2.5, image);

        foreach (float value in image.Pixels)
        {
            value.ShouldBe(3, 1e-5);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2.3)]
    public void A_point_becomes_the_sampled_Gaussian(double sigma)
    {
        var image = new Raster<float>(41, 41);
        image[20, 20] = 1;
        var blurred = new Raster<float>(41, 41);

        GaussianBlur.Apply(image, sigma, blurred);

        double norm = 0;
        for (int i = -20; i <= 20; i++)
        {
            norm += Math.Exp(-0.5 * i * i / (sigma * sigma));
        }

        for (int dy = -3; dy <= 3; dy++)
        {
            for (int dx = -3; dx <= 3; dx++)
            {
                double expected = Math.Exp(-0.5 * ((dx * dx) + (dy * dy)) / (sigma * sigma)) / (norm * norm);
                ((double)blurred[20 + dx, 20 + dy]).ShouldBe(expected, 2e-4 * expected + 2e-5);
            }
        }
    }

    [Fact]
    public void A_sigma_of_0_copies()
    {
        Raster<float> image = TestImages.Noise(9, 4, 1);
        var copy = new Raster<float>(9, 4);

        GaussianBlur.Apply(image, 0, copy);

        copy.Pixels.SequenceEqual(image.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void Blurring_in_place_gives_what_blurring_into_another_raster_gives()
    {
        Raster<float> image = TestImages.Noise(13, 17, 2);
        var apart = new Raster<float>(13, 17);
        GaussianBlur.Apply(image, 1.7, apart);

        GaussianBlur.Apply(image, 1.7, image);

        image.Pixels.SequenceEqual(apart.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void A_kernel_wider_than_the_image_is_no_error()
    {
        Raster<float> image = TestImages.Noise(3, 2, 3);

        GaussianBlur.Apply(image, 40, image);

        foreach (float value in image.Pixels)
        {
            value.ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public void A_target_of_another_size_is_refused()
    {
        var error = Should.Throw<ArgumentException>(() => GaussianBlur.Apply(new Raster<float>(3, 2), 1, new Raster<float>(2, 3)));

        error.Message.ShouldContain("2×3");
    }
}
