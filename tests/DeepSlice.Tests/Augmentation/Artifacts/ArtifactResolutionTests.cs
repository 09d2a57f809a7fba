using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Augmentation.Artifacts;

/// <summary>The same seed gives the same artifact at every resolution.</summary>
public sealed class ArtifactResolutionTests
{
    private const int Side = 84;

    // At 84 pixels, shapes one pixel wide differ slightly; the difference must be small compared to the effect.
    private const double LargestShareLeft = 0.35;

    [Theory]
    [MemberData(nameof(TestSlices.Keys), MemberType = typeof(TestSlices))]
    public void Twice_the_pixels_show_the_same_artifact(string key)
    {
        Artifact artifact = ArtifactCatalog.Get(key);
        double effect = 0, difference = 0, labelEffect = 0, labelDifference = 0;
        for (ulong seed = 0; seed < 6; seed++)
        {
            SliceSample coarse = TestSlices.Phantom(Side, seed);
            SliceSample fine = TestSlices.Phantom(2 * Side, seed);
            SliceSample coarseChanged = artifact.Apply(coarse, 0.8, new RandomStream(seed));
            SliceSample fineChanged = artifact.Apply(fine, 0.8, new RandomStream(seed));
            float contrast = new Specimen(coarse).Levels.Contrast;
            effect += MeanDifference(Smooth(coarseChanged.Image), Smooth(coarse.Image)) / contrast;
            difference += (MeanDifference(Smooth(coarseChanged.Image), Smooth(Binned(fineChanged.Image))) - MeanDifference(Smooth(coarse.Image), Smooth(Binned(fine.Image)))) / contrast;
            labelEffect += DifferentLabels(coarse.Labels!, coarseChanged.Labels!, 1);
            labelDifference += DifferentLabels(coarseChanged.Labels!, fineChanged.Labels!, 2) - DifferentLabels(coarse.Labels!, fine.Labels!, 2);
        }

        if (key == "noise")
        {
            return; // has no shape to compare; see Noise_has_the_stated_standard_deviation_at_every_resolution
        }

        difference.ShouldBeLessThan(LargestShareLeft * effect, $"image: {difference / effect:P0} of {effect / 6:F3} contrasts");
        if (artifact.ChangesLabels)
        {
            labelDifference.ShouldBeLessThan(LargestShareLeft * labelEffect, $"labels: {labelDifference / labelEffect:P0} of {labelEffect / 6:F0} pixels");
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void Noise_has_the_stated_standard_deviation_at_every_resolution(int side)
    {
        SliceSample sample = TestSlices.Disc(side, 0.4 * side, 100, 1100);
        SliceSample noisy = ArtifactCatalog.Get("noise").Apply(sample, 0.4, new RandomStream(2));

        // A tenth of the contrast of 1000 in a pixel of 1/80 of the extent; the extent is 0.8 · √2 of the side.
        TestSlices.Measure(noisy.Image, sample.Labels!, 1).Deviation.ShouldBe(100 * 0.8 * Math.Sqrt(2) * side / 80, 0.05 * side);
    }

    private static Raster<float> Binned(Raster<float> image) => BlockMean.Apply(image, new Binning(2));

    private static Raster<float> Smooth(Raster<float> image)
    {
        var smooth = new Raster<float>(image.Size);
        GaussianBlur.Apply(image, 0.7, smooth);
        return smooth;
    }

    private static double MeanDifference(Raster<float> first, Raster<float> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Pixels.Length; i++)
        {
            sum += Math.Abs(first.Pixels[i] - second.Pixels[i]);
        }

        return sum / first.Pixels.Length;
    }

    private static int DifferentLabels(Raster<byte> coarse, Raster<byte> fine, int factor)
    {
        int different = 0;
        for (int y = 0; y < coarse.Height; y++)
        {
            for (int x = 0; x < coarse.Width; x++)
            {
                different += fine[x * factor, y * factor] != coarse[x, y] ? 1 : 0;
            }
        }

        return different;
    }
}
