using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
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
            transform.Apply(new SliceSample(image), random);
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
    public void Impulse_noise_turns_the_stated_share_of_pixels_black_or_white_and_leaves_the_others()
    {
        var image = new Raster<float>(100, 100);
        image.Pixels.Fill(1);

        new ImpulseNoiseStep(new NumberRange(0.1, 0.1)).Apply(image, new RandomStream(4));

        float[] pixels = image.Pixels.ToArray();
        pixels.Count(value => value == 0).ShouldBeInRange(400, 600);
        pixels.Count(value => value == 3).ShouldBeInRange(400, 600);
        pixels.Count(value => value == 1).ShouldBe(10_000 - pixels.Count(value => value is 0 or 3));
    }

    [Fact]
    public void Stripes_are_gains_of_whole_rows_or_columns()
    {
        int rows = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var image = new Raster<float>(30, 40);
            image.Pixels.Fill(2);

            new StripeStep(new NumberRange(0.3, 0.3)).Apply(image, new RandomStream(seed));

            bool alongRows = Enumerable.Range(0, 40).All(y => image.Row(y).ToArray().Distinct().Count() == 1);
            bool alongColumns = Enumerable.Range(0, 30).All(x => Enumerable.Range(0, 40).Select(y => image[x, y]).Distinct().Count() == 1);
            (alongRows ^ alongColumns).ShouldBeTrue();
            double[] logarithms = [.. image.Pixels.ToArray().Distinct().Select(value => Math.Log(value / 2))];
            Math.Sqrt(logarithms.Average(value => value * value)).ShouldBeInRange(0.18, 0.45);
            rows += alongRows ? 1 : 0;
        }

        rows.ShouldBeInRange(4, 16);
    }

    [Fact]
    public void Quantised_intensities_are_a_few_levels_just_below_what_they_were()
    {
        var image = new Raster<float>(100, 1, [.. Enumerable.Range(0, 100).Select(i => i * 0.03f)]);

        new QuantizationStep(new NumberRange(6, 6)).Apply(image, new RandomStream(1));

        float[] pixels = image.Pixels.ToArray();
        pixels.Distinct().Count().ShouldBe(6);
        Enumerable.Range(0, 100).ShouldAllBe(i => pixels[i] <= (i * 0.03f) + 1e-5f && pixels[i] > (i * 0.03f) - 0.501f);
    }

    [Fact]
    public void A_ghost_is_a_faint_copy_at_one_distance()
    {
        var image = new Raster<float>(60, 60);
        image[30, 30] = 2;

        new GhostStep(new NumberRange(0.25, 0.25)).Apply(image, new RandomStream(8));

        (int X, int Y)[] lit = [.. Enumerable.Range(0, 3600).Select(i => (i % 60, i / 60)).Where(place => image[place.Item1, place.Item2] != 0)];
        lit.Length.ShouldBe(2);
        image[30, 30].ShouldBe(2);
        (int x, int y) = lit.Single(place => place != (30, 30));
        image[x, y].ShouldBe(0.5f);
        Math.Sqrt(Math.Pow(x - 30, 2) + Math.Pow(y - 30, 2)).ShouldBeInRange(2, 13);
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
