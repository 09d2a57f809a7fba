using System.Text.Json;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Tests.Imaging;

public sealed class IntensityNormalizationTests
{
    [Fact]
    public void Background_becomes_0_and_the_tissue_1()
    {
        (Raster<float> image, _) = TestImages.Slice(1);

        Raster<float> result = Normalize(image);

        Median(result, 8, 8, 52, 12).ShouldBe(0, 0.05);
        Median(result, 26, 20, 40, 30).ShouldBe(1, 0.15);
        Median(result, 16, 22, 20, 28).ShouldBeInRange(1.9f, 2.9f);
    }

    [Fact]
    public void Gain_and_offset_outside_the_padding_change_nothing()
    {
        var random = new RandomStream(11);
        for (int round = 0; round < 40; round++)
        {
            (Raster<float> image, _) = TestImages.Slice((ulong)round);
            float gain = (float)Math.Exp(random.Uniform(-9, 5));
            float offset = gain * (float)random.Uniform(-50, 400);
            Raster<float> changed = image.Map(value => value == 0 ? 0 : (gain * value) + offset);

            LargestDifference(Normalize(changed), Normalize(image)).ShouldBeLessThan(2e-3, $"round {round}: ×{gain} + {offset}");
        }
    }

    [Fact]
    public void More_padding_changes_nothing()
    {
        (Raster<float> image, _) = TestImages.Slice(5);
        var padding = new Padding(image.Size, new RasterSize(130, 97));

        Raster<float> result = padding.Crop(Normalize(padding.Pad(image)));

        LargestDifference(result, Normalize(image)).ShouldBe(0);
    }

    [Fact]
    public void Saturated_spots_and_debris_hardly_move_the_levels()
    {
        (Raster<float> image, _) = TestImages.Slice(6);
        IntensityLevels clean = IntensityLevels.Measure(image);
        for (int y = 6; y < 12; y++)
        {
            image.Row(y)[44..50].Fill(65535);
        }

        IntensityLevels levels = IntensityLevels.Measure(image);

        levels.Background.ShouldBe(clean.Background, 0.05 * clean.Background);
        levels.Tissue.ShouldBe(clean.Tissue, 0.1 * clean.Tissue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    public void Background_that_was_put_in_place_of_lost_tissue_is_not_taken_for_tissue(double noise)
    {
        // Noise that differs from that of the slice's own background, or no noise.
        (Raster<float> image, _) = TestImages.Slice(6);
        IntensityLevels clean = IntensityLevels.Measure(image);
        var random = new RandomStream(3);
        for (int y = 5; y < 45; y++)
        {
            foreach (ref float pixel in image.Row(y)[35..55])
            {
                pixel = clean.Background + (float)(noise * random.Normal() * (clean.Tissue - clean.Background));
            }
        }

        IntensityLevels levels = IntensityLevels.Measure(image);

        levels.Background.ShouldBe(clean.Background, 0.2 * clean.Background);
        levels.Tissue.ShouldBeInRange(0.8f * clean.Tissue, 1250);
    }

    [Fact]
    public void A_tile_is_normalised_as_in_its_slice_when_it_gets_the_slices_levels()
    {
        (Raster<float> image, _) = TestImages.Slice(7);
        var tile = new Padding(new RasterSize(20, 20), image.Size);
        IntensityLevels levels = IntensityLevels.Measure(image);
        var normalization = new IntensityNormalization();

        Raster<float> alone = normalization.Apply(tile.Crop(image), levels);

        LargestDifference(alone, tile.Crop(normalization.Apply(image, levels))).ShouldBe(0);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(5f, 5f)]
    [InlineData(-3f, -3f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(float.NaN, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 4f)]
    [InlineData(float.MaxValue, float.MinValue)]
    [InlineData(1e-44f, 1f)]
    public void Any_image_gives_finite_values_within_the_limits(float even, float odd)
    {
        var image = new Raster<float>(8, 6);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = i % 2 == 0 ? even : odd;
        }

        foreach (float value in Normalize(image).Pixels)
        {
            value.ShouldBeInRange(-0.15f, 3);
        }
    }

    [Fact]
    public void Brighter_stays_brighter_up_to_the_ceiling()
    {
        var image = new Raster<float>(400, 1);
        for (int x = 0; x < image.Width; x++)
        {
            image[x, 0] = 1 + (0.05f * x);
        }

        Raster<float> result = new IntensityNormalization().Apply(image, new IntensityLevels(2, 3));

        for (int x = 1; x < image.Width; x++)
        {
            result[x, 0].ShouldBeGreaterThanOrEqualTo(result[x - 1, 0]);
        }

        result[20, 0].ShouldBe(0, 1e-5);
        result[40, 0].ShouldBe(1, 1e-5);
        result[399, 0].ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Settings_survive_a_round_trip_through_JSON()
    {
        var normalization = new IntensityNormalization { Compression = 2.5, Ceiling = 4 };

        JsonSerializer.Deserialize<IntensityNormalization>(JsonSerializer.Serialize(normalization)).ShouldBe(normalization);
        JsonSerializer.Deserialize<IntensityNormalization>("{}").ShouldBe(new IntensityNormalization());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void A_compression_out_of_range_is_refused(double compression)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new IntensityNormalization { Compression = compression }).Message.ShouldContain("0.01 to 100");
    }

    [Fact]
    public void Tissue_of_all_real_slices_has_about_the_same_level()
    {
        Raster<float>[] images = RealSlices.Images();
        Raster<byte>[] annotated = RealSlices.Annotated();
        for (int i = 0; i < images.Length; i++)
        {
            Raster<float> result = Normalize(images[i]);
            var tissue = new List<float>();
            for (int place = 0; place < result.Pixels.Length; place++)
            {
                if (annotated[i].Pixels[place] == 1)
                {
                    tissue.Add(result.Pixels[place]);
                }
            }

            tissue.Sort();
            tissue[tissue.Count / 2].ShouldBe(1, 0.12, $"slice {i}");
        }
    }

    private static Raster<float> Normalize(Raster<float> image) => new IntensityNormalization().Apply(image, IntensityLevels.Measure(image));

    private static float Median(Raster<float> image, int left, int top, int right, int bottom)
    {
        var values = new List<float>();
        for (int y = top; y < bottom; y++)
        {
            values.AddRange(image.Row(y)[left..right]);
        }

        values.Sort();
        return values[values.Count / 2];
    }

    private static double LargestDifference(Raster<float> first, Raster<float> second)
    {
        double largest = 0;
        for (int i = 0; i < first.Pixels.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(first.Pixels[i] - second.Pixels[i]));
        }

        return largest;
    }
}
