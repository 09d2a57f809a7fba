using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Phantoms;

public sealed class PhantomGeneratorTests
{
    private static readonly PhantomOptions Small = new() { SizePixels = 64 };
    private static readonly Lazy<IReadOnlyList<Slice>> Sample =
        new(() => PhantomGenerator.GenerateDataset(16, new PhantomOptions { SizePixels = 84 }, 1).Slices);

    // Fraction of the image, mean over slices, of sagittal annotations at 84 pixels, with tolerance for the mean of the phantoms.
    [Theory]
    [InlineData("cb", 0.022, 0.042)]
    [InlineData("hp", 0.006, 0.012)]
    [InlineData("cx", 0.040, 0.068)]
    [InlineData("th", 0.012, 0.024)]
    [InlineData("mb", 0.026, 0.048)]
    [InlineData("bs", 0.024, 0.050)]
    [InlineData("rest", 0.040, 0.085)]
    public void Regions_have_the_sizes_of_real_ones_on_average(string key, double least, double most)
    {
        Region region = RegionCatalog.SagittalSix.Find(key)!;

        Sample.Value.Average(slice => slice.Regions!.Area(region) / (double)slice.Image.Size.PixelCount).ShouldBeInRange(least, most);
    }

    [Theory]
    [InlineData("cb", 2.0, 4.0)]
    [InlineData("hp", 1.15, 1.75)]
    [InlineData("th", 0.95, 1.3)]
    [InlineData("mb", 1.0, 1.4)]
    [InlineData("bs", 0.75, 1.05)]
    [InlineData("bg", 0.05, 0.25)]
    public void Regions_are_as_bright_against_the_cortex_as_real_ones(string key, double least, double most)
    {
        Sample.Value.Average(slice => MeanOf(slice, key) / MeanOf(slice, "cx")).ShouldBeInRange(least, most);
    }

    [Fact]
    public void Every_region_is_in_every_slice_whatever_the_seed()
    {
        foreach (Slice slice in PhantomGenerator.GenerateDataset(40, new PhantomOptions { SizePixels = 48, MildArtifacts = 1, Variation = 1.5 }, 4).Slices)
        {
            foreach (Region region in RegionCatalog.SagittalSix.Regions)
            {
                slice.Regions!.Area(region).ShouldBeGreaterThan(3, $"{slice.Id} {region.Key}");
            }
        }
    }

    [Fact]
    public void Tissue_never_reaches_the_image_border()
    {
        foreach (Slice slice in PhantomGenerator.GenerateDataset(30, new PhantomOptions { SizePixels = 48 }, 5).Slices)
        {
            Raster<byte> indices = slice.Regions!.Indices;
            for (int i = 0; i < 48; i++)
            {
                (indices[i, 0] + indices[i, 47] + indices[0, i] + indices[47, i]).ShouldBe(0, slice.Id);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_pixels_and_another_seed_others()
    {
        Slice first = PhantomGenerator.Generate(Small, 7, "a");
        Slice again = PhantomGenerator.Generate(Small, 7, "b");
        Slice other = PhantomGenerator.Generate(Small, 8, "a");

        again.Image.Pixels.SequenceEqual(first.Image.Pixels).ShouldBeTrue();
        again.Regions!.Indices.Pixels.SequenceEqual(first.Regions!.Indices.Pixels).ShouldBeTrue();
        other.Regions!.Indices.Pixels.SequenceEqual(first.Regions!.Indices.Pixels).ShouldBeFalse();
    }

    [Fact]
    public void A_data_set_does_not_depend_on_threads_and_a_longer_one_begins_alike()
    {
        SliceDataset parallel = PhantomGenerator.GenerateDataset(6, Small, 3);
        SliceDataset single = PhantomGenerator.GenerateDataset(4, Small, 3, parallel: false);

        for (int i = 0; i < 4; i++)
        {
            parallel.Slices[i].Image.Pixels.SequenceEqual(single.Slices[i].Image.Pixels).ShouldBeTrue($"slice {i}");
        }
    }

    [Fact]
    public void A_data_set_names_its_slices_and_says_where_they_come_from()
    {
        SliceDataset dataset = PhantomGenerator.GenerateDataset(3, Small, 11);

        dataset.Slices.Select(slice => slice.Id).ShouldBe(["phantom-000", "phantom-001", "phantom-002"]);
        dataset.Catalog.ShouldBeSameAs(RegionCatalog.SagittalSix);
        dataset.Provenance.ShouldBe("synthetic phantoms, 64 px, seed 11");
        dataset.MicrometresPerPixel.ShouldBe(250);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(61)]
    [InlineData(84)]
    [InlineData(240)]
    [InlineData(301)]
    public void Any_size_gives_image_labels_and_frame_of_that_size(int size)
    {
        Slice slice = PhantomGenerator.Generate(new PhantomOptions { SizePixels = size }, 1, "one");

        slice.Image.Size.ShouldBe(new RasterSize(size, size));
        slice.Regions!.Size.ShouldBe(slice.Image.Size);
        slice.Frame.ShouldBe(SliceFrame.Identity(slice.Image.Size));
        slice.Image.Pixels.IndexOfAnyExceptInRange(0f, 65535f).ShouldBe(-1);
    }

    [Fact]
    public void The_shape_is_the_same_at_any_size()
    {
        var options = new PhantomOptions { MildArtifacts = 0 };
        Raster<byte> fine = PhantomGenerator.Generate(options with { SizePixels = 288 }, 21, "fine").Regions!.Indices;
        Raster<byte> coarse = PhantomGenerator.Generate(options with { SizePixels = 96 }, 21, "coarse").Regions!.Indices;

        byte[] picked = [.. Enumerable.Range(0, 96 * 96).Select(i => fine[(3 * (i % 96)) + 1, (3 * (i / 96)) + 1])];
        coarse.Pixels.ToArray().ShouldBe(picked);
    }

    [Fact]
    public void Slices_lie_either_way_round_and_at_all_angles()
    {
        IReadOnlyList<Slice> slices = PhantomGenerator.GenerateDataset(32, Small, 9).Slices;

        slices.Count(slice => Handedness(slice) > 0).ShouldBeInRange(8, 24);
        slices.Select(slice => (int)Math.Floor(Heading(slice) / (Math.PI / 2))).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Without_a_random_pose_the_cortex_is_up_and_the_cerebellum_right()
    {
        foreach (Slice slice in PhantomGenerator.GenerateDataset(12, Small with { RandomPose = false }, 9).Slices)
        {
            Handedness(slice).ShouldBeGreaterThan(0);
            CentroidOf(slice, "cb").X.ShouldBeGreaterThan(CentroidOf(slice, "th").X + 10);
            CentroidOf(slice, "cx").Y.ShouldBeLessThan(CentroidOf(slice, "th").Y - 5);
        }
    }

    [Fact]
    public void Without_variation_or_artifacts_all_upright_slices_have_the_mean_shape()
    {
        var options = new PhantomOptions { SizePixels = 64, RandomPose = false, Variation = 0, MildArtifacts = 0 };

        byte[] first = PhantomGenerator.Generate(options, 1, "a").Regions!.Indices.Pixels.ToArray();

        PhantomGenerator.Generate(options, 2, "b").Regions!.Indices.Pixels.ToArray().ShouldBe(first);
    }

    [Fact]
    public void Shapes_differ_from_animal_to_animal_but_not_beyond_recognition()
    {
        var options = new PhantomOptions { SizePixels = 96, RandomPose = false, MildArtifacts = 0 };
        Raster<byte> mean = PhantomGenerator.Generate(options with { Variation = 0 }, 0, "mean").Regions!.Indices;

        double[] dice = [.. PhantomGenerator.GenerateDataset(12, options, 13).Slices.Select(slice => MeanDice(slice.Regions!.Indices, mean))];

        dice.Max().ShouldBeLessThan(0.97);
        dice.Min().ShouldBeGreaterThan(0.35);
        dice.Average().ShouldBeInRange(0.6, 0.92);
    }

    [Fact]
    public void The_cerebellum_is_folded_into_bright_and_dark_layers()
    {
        Slice slice = PhantomGenerator.Generate(new PhantomOptions { SizePixels = 288, MildArtifacts = 0 }, 2, "folia");
        byte cerebellum = RegionCatalog.SagittalSix.Find("cb")!.Index;
        (int bright, int dark) = (0, 0);
        for (int i = 0; i < slice.Image.Pixels.Length; i++)
        {
            if (slice.Regions!.Indices.Pixels[i] == cerebellum)
            {
                bright += slice.Image.Pixels[i] > 6000 ? 1 : 0;
                dark += slice.Image.Pixels[i] < 3000 ? 1 : 0;
            }
        }

        double area = slice.Regions!.Area(RegionCatalog.SagittalSix.Find("cb")!);
        (bright / area).ShouldBeInRange(0.2, 0.6);
        (dark / area).ShouldBeInRange(0.3, 0.7);
    }

    [Fact]
    public void Artifacts_remove_tissue_from_image_and_annotation_together()
    {
        var whole = new PhantomOptions { SizePixels = 96, MildArtifacts = 0 };
        Slice intact = PhantomGenerator.Generate(whole, 6, "intact");
        Slice damaged = PhantomGenerator.Generate(whole with { MildArtifacts = 1 }, 6, "damaged");

        int lost = 0;
        for (int i = 0; i < intact.Image.Pixels.Length; i++)
        {
            byte before = intact.Regions!.Indices.Pixels[i];
            byte after = damaged.Regions!.Indices.Pixels[i];
            (after == before || after == 0).ShouldBeTrue();
            lost += after != before ? 1 : 0;
        }

        lost.ShouldBeInRange(3, 600);
    }

    [Fact]
    public void An_empty_id_and_an_empty_data_set_are_refused()
    {
        Should.Throw<ArgumentException>(() => PhantomGenerator.Generate(Small, 1, " "));
        Should.Throw<ArgumentOutOfRangeException>(() => PhantomGenerator.GenerateDataset(0, Small, 1)).Message.ShouldContain("got 0");
    }

    private static double MeanOf(Slice slice, string key)
    {
        byte index = RegionCatalog.SagittalSix.Find(key)!.Index;
        (double sum, int count) = (0, 0);
        for (int i = 0; i < slice.Image.Pixels.Length; i++)
        {
            if (slice.Regions!.Indices.Pixels[i] == index)
            {
                sum += slice.Image.Pixels[i];
                count++;
            }
        }

        return sum / count;
    }

    private static BinnedPoint CentroidOf(Slice slice, string key)
    {
        byte index = RegionCatalog.SagittalSix.Find(key)!.Index;
        (double x, double y, int count) = (0, 0, 0);
        for (int i = 0; i < slice.Image.Pixels.Length; i++)
        {
            if (slice.Regions!.Indices.Pixels[i] == index)
            {
                x += i % slice.Image.Width;
                y += i / slice.Image.Width;
                count++;
            }
        }

        return new BinnedPoint(x / count, y / count);
    }

    /// <summary>Positive if cortex, cerebellum and brainstem are in clockwise order.</summary>
    private static double Handedness(Slice slice)
    {
        (BinnedPoint a, BinnedPoint b, BinnedPoint c) = (CentroidOf(slice, "cx"), CentroidOf(slice, "cb"), CentroidOf(slice, "bs"));
        return ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
    }

    private static double Heading(Slice slice)
    {
        (BinnedPoint a, BinnedPoint b) = (CentroidOf(slice, "th"), CentroidOf(slice, "cb"));
        return Math.Atan2(b.Y - a.Y, b.X - a.X);
    }

    private static double MeanDice(Raster<byte> a, Raster<byte> b) => Enumerable.Range(1, 6).Average(index =>
    {
        int both = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            both += a.Pixels[i] == index && b.Pixels[i] == index ? 1 : 0;
        }

        return 2.0 * both / (a.Pixels.Count((byte)index) + b.Pixels.Count((byte)index));
    });
}
