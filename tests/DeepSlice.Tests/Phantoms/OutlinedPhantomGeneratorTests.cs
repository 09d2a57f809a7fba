using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Phantoms;

public sealed class OutlinedPhantomGeneratorTests
{
    private static readonly PhantomOptions Small = new() { SizePixels = 90, MildArtifacts = 0 };
    private static readonly OutlinedAnatomy[] Two = [DrawnBrains.Draw("ref-a", 2), DrawnBrains.Draw("ref-b", 3)];

    [Theory]
    [InlineData(90)]
    [InlineData(301)]
    public void Labels_are_the_outlines_filled_at_the_chosen_size_and_the_first_region_wins(int size)
    {
        Slice slice = new OutlinedPhantomGenerator(Two, Small with { SizePixels = size }, 1).Generate(1);

        Pose upright = Pose.Draw(size, false, new RandomStream(0));
        (IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> regions, _) = new OutlinePlacement(Two).Place(Two[1], size, upright);
        RegionMap expected = RegionMapBuilder.FromOutlines(
            RegionCatalog.SagittalSix,
            new RasterSize(size, size),
            regions.Select(region => KeyValuePair.Create(RegionCatalog.SagittalSix.Regions[(int)region.Tissue].Key, region.Outline)),
            RasterRule.PixelCentre);
        byte rest = RegionCatalog.SagittalSix.Rest!.Index;
        for (int i = 0; i < size * size; i++)
        {
            byte found = slice.Regions!.Indices.Pixels[i];
            (found == rest ? 0 : found).ShouldBe(expected.Indices.Pixels[i], $"pixel {i}");
        }
    }

    [Fact]
    public void Tissue_lies_around_the_regions_and_glass_around_the_tissue()
    {
        var generator = new OutlinedPhantomGenerator(Two, Small, 1);
        foreach (Slice slice in generator.Enumerate(8, cancellationToken: TestContext.Current.CancellationToken))
        {
            RegionMap map = slice.Regions!;
            map.Area(map.Catalog.Rest!).ShouldBeInRange(120, 1000, slice.Id);
            foreach (Region region in map.Catalog.Annotated)
            {
                map.Area(region).ShouldBeGreaterThan(20, $"{slice.Id} {region.Key}");
            }

            for (int i = 0; i < 90; i++)
            {
                (map.Indices[i, 0] + map.Indices[i, 89] + map.Indices[0, i] + map.Indices[89, i]).ShouldBe(0, slice.Id);
            }
        }
    }

    [Theory]
    [InlineData("th", "mb")]
    [InlineData("mb", "bs")]
    [InlineData("th", "rest")]
    [InlineData("cx", "rest")]
    [InlineData("cb", "bs")]
    [InlineData("cx", "mb")]
    public void Every_border_shows_in_the_image(string key, string neighbour)
    {
        // Within two pixels of the border the image changes, either in level or by the seam between the regions.
        var generator = new OutlinedPhantomGenerator([Two[0]], Small with { SizePixels = 420 }, 1);
        byte own = RegionCatalog.SagittalSix.Find(key)!.Index;
        byte other = RegionCatalog.SagittalSix.Find(neighbour)!.Index;
        Slice slice = generator.Generate(0);

        (double ownMean, double seamMean, double otherMean) = Across(slice, own, other);

        double contrast = Math.Max(Math.Abs(ownMean - otherMean), ((ownMean + otherMean) / 2) - seamMean) / Math.Max(ownMean, otherMean);
        contrast.ShouldBeGreaterThan(0.06);
    }

    [Fact]
    public void Anatomies_come_in_order_and_then_in_rounds_with_other_texture_and_pose()
    {
        var generator = new OutlinedPhantomGenerator(Two, Small, 5);
        Slice[] slices = [.. generator.Enumerate(6, cancellationToken: TestContext.Current.CancellationToken)];

        slices[..2].Select(slice => slice.Id).ShouldBe(["ref-a", "ref-b"]);
        slices[2..4].Select(slice => slice.Id).Order().ShouldBe(["ref-a_round2", "ref-b_round2"]);
        slices[4..].Select(slice => slice.Id).Order().ShouldBe(["ref-a_round3", "ref-b_round3"]);
        slices.Single(slice => slice.Id == "ref-a_round2").Regions!.Indices.Pixels.SequenceEqual(slices[0].Regions!.Indices.Pixels).ShouldBeFalse();
    }

    [Fact]
    public void Equal_seeds_give_equal_slices_and_a_longer_row_begins_alike()
    {
        Slice[] first = [.. new OutlinedPhantomGenerator(Two, Small, 5).Enumerate(3, cancellationToken: TestContext.Current.CancellationToken)];
        Slice[] longer = [.. new OutlinedPhantomGenerator(Two, Small, 5).Enumerate(4, cancellationToken: TestContext.Current.CancellationToken)];
        Slice other = new OutlinedPhantomGenerator(Two, Small, 6).Generate(0);

        for (int i = 0; i < 3; i++)
        {
            longer[i].Image.Pixels.SequenceEqual(first[i].Image.Pixels).ShouldBeTrue($"slice {i}");
        }

        other.Image.Pixels.SequenceEqual(first[0].Image.Pixels).ShouldBeFalse();
        foreach (Region region in RegionCatalog.SagittalSix.Annotated)
        {
            other.Regions!.Area(region).ShouldBe(first[0].Regions!.Area(region), "the first round lies as it was drawn");
        }
    }

    [Fact]
    public void Regions_may_be_missing_down_to_one()
    {
        OutlinedAnatomy[] parts =
        [
            DrawnBrains.Draw("no-cb", 2, "cb"),
            DrawnBrains.Draw("cx", 2, "cb", "hp", "th", "mb", "bs"),
            DrawnBrains.Draw("hp", 2, "cb", "cx", "th", "mb", "bs"),
            DrawnBrains.Draw("th-mb", 2, "cb", "cx", "hp", "bs"),
        ];
        foreach (Slice slice in new OutlinedPhantomGenerator(parts, Small, 2).Enumerate(4, cancellationToken: TestContext.Current.CancellationToken))
        {
            slice.Image.Pixels.IndexOfAnyExceptInRange(0f, 65535f).ShouldBe(-1, slice.Id);
            slice.Regions!.Indices.Pixels.ContainsAnyExcept((byte)0, slice.Regions.Catalog.Rest!.Index).ShouldBeTrue(slice.Id);
        }
    }

    [Fact]
    public void An_anatomy_of_another_resolution_has_the_usual_size()
    {
        OutlinedAnatomy fine = Two[0] with
        {
            Id = "fine",
            Outlines = [.. Two[0].Outlines.Select(outline => outline with { Outline = outline.Outline.Map(point => new PixelPoint(50 * point.X, 50 * point.Y)) })],
        };
        var generator = new OutlinedPhantomGenerator([Two[0], fine, Two[0] with { Id = "third" }], Small, 2);
        Region cortex = RegionCatalog.SagittalSix.Find("cx")!;

        double usual = generator.Generate(0).Regions!.Area(cortex);
        (generator.Generate(1).Regions!.Area(cortex) / usual).ShouldBeInRange(0.9, 1.1);
    }

    [Fact]
    public void A_data_set_says_where_its_slices_come_from()
    {
        SliceDataset dataset = new OutlinedPhantomGenerator(Two, Small, 5).Describe();

        dataset.Provenance.ShouldBe("drawn outlines of 2 slices with synthetic texture, 90 px, seed 5");
        dataset.MicrometresPerPixel!.Value.ShouldBe(16_000.0 / 90, 1e-9);
        Should.Throw<ArgumentException>(() => new OutlinedPhantomGenerator([], Small, 1)).Message.ShouldContain("expected at least one anatomy");
    }

    /// <summary>Mean brightness of a region near its neighbour, of the seam between them, and of the neighbour near the region.</summary>
    private static (double Own, double Seam, double Other) Across(Slice slice, byte own, byte other)
    {
        Raster<double> toOwn = DistanceTo(slice, own);
        Raster<double> toOther = DistanceTo(slice, other);
        (double Sum, int Count)[] parts = new (double, int)[3];
        for (int i = 0; i < slice.Image.Pixels.Length; i++)
        {
            byte here = slice.Regions!.Indices.Pixels[i];
            double away = here == own ? toOther.Pixels[i] : here == other ? toOwn.Pixels[i] : double.MaxValue;
            int part = away <= 1.5 ? 1 : away is >= 4 and < 14 ? (here == own ? 0 : 2) : -1;
            if (part >= 0)
            {
                parts[part] = (parts[part].Sum + slice.Image.Pixels[i], parts[part].Count + 1);
            }
        }

        return (Mean(0), Mean(1), Mean(2));

        double Mean(int part) => parts[part].Sum / parts[part].Count;
    }

    private static Raster<double> DistanceTo(Slice slice, byte index)
    {
        var distance = new Raster<double>(slice.Image.Size);
        new DistanceTransform(slice.Image.Size, PixelSpacing.Unit).Measure(slice.Regions!.Indices.Map(value => value == index), distance);
        return distance;
    }
}
