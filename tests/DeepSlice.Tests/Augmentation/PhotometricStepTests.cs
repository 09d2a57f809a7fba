using DeepSlice.Augmentation;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation;

public sealed class PhotometricStepTests
{
    [Fact]
    public void Gamma_leaves_negative_values_0_and_1_where_they_are()
    {
        var image = new Raster<float>(4, 1, [-0.5f, 0, 1, 0.25f]);

        new GammaStep(new NumberRange(2, 2)).Apply(image, new RandomStream(1));

        image.Pixels.ToArray().ShouldBe([-0.5f, 0, 1, 0.0625f], 1e-6);
    }

    [Fact]
    public void Contrast_and_brightness_are_a_factor_and_a_shift()
    {
        var image = new Raster<float>(3, 1, [0, 1, 2]);

        new ContrastStep(new NumberRange(1.5, 1.5)).Apply(image, new RandomStream(1));
        new BrightnessStep(new NumberRange(0.25, 0.25)).Apply(image, new RandomStream(1));

        image.Pixels.ToArray().ShouldBe([0.25f, 1.75f, 3.25f], 1e-5);
    }

    [Fact]
    public void Uneven_light_is_smooth_and_keeps_black_black()
    {
        var image = new Raster<float>(64, 64);
        image.Pixels.Fill(1);
        image.Row(10).Clear();

        new BiasFieldStep(new NumberRange(0.3, 0.3), new NumberRange(0.5, 0.5)).Apply(image, new RandomStream(5));

        image.Row(10).ContainsAnyExcept(0f).ShouldBeFalse();
        float darkest = 9, brightest = 0;
        for (int x = 1; x < 64; x++)
        {
            Math.Abs(image[x, 40] - image[x - 1, 40]).ShouldBeLessThan(0.1f);
            darkest = Math.Min(darkest, image[x, 40]);
            brightest = Math.Max(brightest, image[x, 40]);
        }

        (brightest / darkest).ShouldBeInRange(1.05f, 8);
    }

    [Fact]
    public void Noise_has_the_stated_standard_deviation_and_no_mean()
    {
        var image = new Raster<float>(200, 200);

        new NoiseStep(new NumberRange(0.2, 0.2)).Apply(image, new RandomStream(3));

        double sum = 0, squares = 0;
        foreach (float value in image.Pixels)
        {
            sum += value;
            squares += value * value;
        }

        (sum / 40_000).ShouldBe(0, 0.005);
        Math.Sqrt(squares / 40_000).ShouldBe(0.2, 0.005);
    }

    [Fact]
    public void Low_resolution_keeps_a_ramp_and_levels_a_chequerboard()
    {
        var ramp = new Raster<float>(32, 8);
        var board = new Raster<float>(32, 8);
        for (int i = 0; i < ramp.Pixels.Length; i++)
        {
            ramp.Pixels[i] = i % 32;
            board.Pixels[i] = ((i % 32) + (i / 32)) % 2;
        }

        var step = new LowResolutionStep(2);
        step.Apply(ramp, new RandomStream(1));
        step.Apply(board, new RandomStream(1));

        for (int x = 1; x < 31; x++)
        {
            ramp[x, 3].ShouldBe(x, 1e-4);
        }

        foreach (float value in board.Pixels)
        {
            value.ShouldBe(0.5f, 1e-6);
        }
    }

    [Fact]
    public void Sharpening_steepens_an_edge_and_blur_flattens_it()
    {
        var edge = new Raster<float>(20, 20);
        for (int y = 0; y < 20; y++)
        {
            edge.Row(y)[10..].Fill(1);
        }

        Raster<float> sharp = edge.Clone();
        new SharpeningStep(new NumberRange(1, 1)).Apply(sharp, new RandomStream(1));
        new BlurStep(new NumberRange(1, 1)).Apply(edge, new RandomStream(1));

        (sharp[10, 5] - sharp[9, 5]).ShouldBeGreaterThan(1.2f);
        (edge[10, 5] - edge[9, 5]).ShouldBeInRange(0.2f, 0.6f);
        sharp[2, 5].ShouldBe(0, 1e-5);
    }

    [Fact]
    public void Steps_happen_as_often_as_their_probability_says()
    {
        var transform = new PhotometricTransform(PhotometricOptions.None with { BrightnessProbability = 0.3, Brightness = new NumberRange(1, 1) });
        int happened = 0;
        var random = new RandomStream(8);
        for (int i = 0; i < 1000; i++)
        {
            var image = new Raster<float>(1, 1);
            transform.Apply(image, random);
            happened += (int)image[0, 0];
        }

        happened.ShouldBeInRange(255, 345);
    }

    [Fact]
    public void A_transfer_curve_rises_keeps_the_background_and_the_far_end_unless_it_clips()
    {
        var step = new TransferCurveStep(new NumberRange(1, 1));
        int clipped = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            var image = new Raster<float>(49, 1, [.. Enumerable.Range(0, 49).Select(i => (i - 1) * 0.05f)]);

            step.Apply(image, new RandomStream(seed));

            image.Pixels[0].ShouldBe(-0.05f);
            image.Pixels[1].ShouldBe(0);
            float[] curve = image.Pixels.ToArray();
            Enumerable.Range(1, 48).ShouldAllBe(i => curve[i] >= curve[i - 1]);
            bool isClipped = image.Pixels[48] == image.Pixels[47];
            clipped += isClipped ? 1 : 0;
            if (!isClipped)
            {
                image.Pixels[48].ShouldBe(2.35f, 0.4f, "2.4 stays where it is");
            }
        }

        clipped.ShouldBeInRange(8, 30);
    }

    [Fact]
    public void Occlusion_covers_parts_of_the_image_with_even_intensities()
    {
        var step = new OcclusionStep(new NumberRange(0.1, 0.2));
        double covered = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var image = new Raster<float>(50, 50);
            image.Pixels.Fill(-1);

            step.Apply(image, new RandomStream(seed));

            float[] changed = [.. image.Pixels.ToArray().Where(value => value != -1)];
            changed.Distinct().Count().ShouldBeInRange(0, 4);
            changed.ShouldAllBe(value => value >= 0 && value <= 2.5f);
            covered += changed.Length / 2500.0 / 40;
        }

        covered.ShouldBeInRange(0.01, 0.1);
    }
}
