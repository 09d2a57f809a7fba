using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Imaging;

public sealed class TissueScalingTests
{
    [Fact]
    public void The_same_size_changes_nothing()
    {
        Raster<float> image = Ramp(7, 5);
        TissueScaling.Resample(image, image.Size).Pixels.ToArray().ShouldBe(image.Pixels.ToArray());
        TissueScaling.ResamplePlanes(image.Pixels, image.Size, image.Size).ShouldBe(image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(14, 10)]
    [InlineData(21, 15)]
    [InlineData(4, 3)]
    public void A_ramp_stays_a_ramp_within_its_borders(int width, int height)
    {
        Raster<float> image = Ramp(70, 50);
        Raster<float> resampled = TissueScaling.Resample(image, new RasterSize(width, height));

        for (int x = 1; x < width - 1; x++)
        {
            // The value at a pixel is the column of its centre.
            resampled[x, height / 2].ShouldBe((float)(((x + 0.5) * 70 / width) - 0.5), 0.02f * 70 / width);
        }
    }

    [Fact]
    public void Labels_stay_labels()
    {
        var labels = new Raster<byte>(2, 2, [1, 2, 3, 4]);
        TissueScaling.Resample(labels, new RasterSize(4, 4)).Pixels.ToArray().ShouldBe([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(150)]
    public void Tissue_gets_the_wanted_length(double wanted)
    {
        Slice slice = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 96, MildArtifacts = 0 }, seed: 4).Slices[0];
        double factor = TissueScaling.FactorOf(slice.Image, IntensityLevels.Measure(slice.Image), wanted);
        Raster<float> scaled = TissueScaling.Resample(slice.Image, TissueScaling.SizeOf(slice.Image.Size, factor));

        TissueLength.Measure(scaled).ShouldBe(wanted, 0.05 * wanted);
    }

    [Fact]
    public void An_image_without_tissue_is_fitted_by_its_frame() =>
        TissueScaling.FactorOf(new Raster<float>(60, 30), new IntensityLevels(0, 0), 100).ShouldBe(2, 1e-9);

    private static Raster<float> Ramp(int width, int height)
    {
        var image = new Raster<float>(width, height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = i % width;
        }

        return image;
    }
}
