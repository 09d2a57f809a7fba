using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Geometry;

public sealed class SmoothContourTests
{
    public static TheoryData<string> Kinds => ["noise", "blobs", "stripes", "dust", "phantoms", "real"];

    [Fact]
    public void A_label_that_is_nowhere_has_no_outline() => SmoothContour.Trace(new Raster<byte>(5, 4), 3).ShouldBeNull();

    [Fact]
    public void A_map_of_one_label_is_its_rectangle() =>
        SmoothContour.Trace(new Raster<byte>(7, 3), 0)!.Rings.ShouldHaveSingleItem().Vertices.ShouldBe([new(0, 0), new(7, 0), new(7, 3), new(0, 3)]);

    [Fact]
    public void A_single_pixel_is_a_diamond_of_its_area()
    {
        var raster = new Raster<byte>(5, 5);
        raster[2, 2] = 1;

        Polygon<BinnedPoint> ring = SmoothContour.Trace(raster, 1)!.Rings.ShouldHaveSingleItem();

        ring.Vertices.Length.ShouldBe(4);
        ring.SignedArea.ShouldBe(1, 0.02);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Filled_by_pixel_centres_it_gives_back_exactly_the_same_pixels(string kind) => ForEach(kind, (labels, value, outline, words) =>
    {
        var filled = new Raster<byte>(labels.Size);
        PolygonRasterizer.Fill(outline, RasterRule.PixelCentre, filled, 1);
        filled.Pixels.SequenceEqual(Mask(labels, value)).ShouldBeTrue(words);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Curve_and_border_of_the_pixels_are_within_half_a_pixel_of_each_other(string kind) => ForEach(kind, (labels, value, outline, words) =>
    {
        Outline<BinnedPoint> stairs = ContourTracer.Trace(labels, value)!;
        BorderDistance.Farthest(outline, stairs).ShouldBeLessThan(0.5, words);
        BorderDistance.Farthest(stairs, outline).ShouldBeLessThan(0.5, words);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Areas_of_a_hundred_pixels_or_more_are_kept_to_one_percent_with_few_vertices(string kind)
    {
        int measured = 0;
        ForEach(kind, (labels, value, outline, words) =>
        {
            byte[] mask = Mask(labels, value);
            int pixels = mask.AsSpan().Count((byte)1);
            int edges = ContourTracer.Trace(labels, value)!.Rings.Sum(ring => (int)BorderDistance.Length(ring));
            outline.Rings.Sum(ring => ring.Vertices.Length).ShouldBeLessThanOrEqualTo(2 * edges, words);
            if (pixels >= 100)
            {
                outline.Rings.Sum(ring => ring.SignedArea).ShouldBe(pixels, pixels * 0.01, words);
                measured++;
            }
        });
        measured.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Regions_side_by_side_leave_no_gap_and_do_not_overlap(string kind)
    {
        foreach ((Raster<byte> labels, string words) in Maps(kind))
        {
            Outline<BinnedPoint>[] outlines = [.. Labels(labels).Select(value => SmoothContour.Trace(labels, value)!)];
            outlines.Sum(outline => outline.Rings.Sum(ring => ring.SignedArea)).ShouldBe(labels.Size.PixelCount, 1e-6, words);

            // Sampled finely, every point of the map is in exactly one outline.
            const int Fine = 8;
            var times = new Raster<byte>(labels.Width * Fine, labels.Height * Fine);
            foreach (Outline<BinnedPoint> outline in outlines)
            {
                var filled = new Raster<byte>(times.Size);
                PolygonRasterizer.Fill(outline.Map(point => new BinnedPoint((point.X * Fine) + 0.013, (point.Y * Fine) + 0.017)), RasterRule.PixelCentre, filled, 1);
                for (int i = 0; i < filled.Pixels.Length; i++)
                {
                    times.Pixels[i] += filled.Pixels[i];
                }
            }

            times.Pixels.Count((byte)1).ShouldBe(times.Pixels.Length, words);
        }
    }

    [Fact]
    public void A_disc_is_round()
    {
        const double Radius = 20.3;
        var raster = new Raster<byte>(60, 60);
        Paint(raster, (x, y) => double.Hypot(x - 30.2, y - 29.6) < Radius ? (byte)1 : (byte)0);

        Polygon<BinnedPoint> ring = SmoothContour.Trace(raster, 1)!.Rings.ShouldHaveSingleItem();

        // The length of stairs around a disc is 4/π of the circle's.
        BorderDistance.Length(ring).ShouldBe(2 * Math.PI * Radius, 0.01 * 2 * Math.PI * Radius);
        ring.Vertices.Max(point => Math.Abs(double.Hypot(point.X - 30.2, point.Y - 29.6) - Radius)).ShouldBeLessThan(0.4);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.37)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(2.6)]
    public void A_straight_border_of_any_slope_is_nearly_straight(double slope)
    {
        var raster = new Raster<byte>(80, 80);
        Paint(raster, (x, y) => y - 40 > slope * (x - 40) ? (byte)1 : (byte)0);

        BinnedPoint[] inside = [.. SmoothContour.Trace(raster, 1)!.Rings.ShouldHaveSingleItem().Vertices.Where(point => point.X is > 5 and < 75 && point.Y is > 5 and < 75)];

        foreach (BinnedPoint point in inside)
        {
            (Math.Abs(point.Y - 40 - (slope * (point.X - 40))) / double.Hypot(1, slope)).ShouldBeLessThan(0.36);
        }
    }

    [Fact]
    public void A_border_is_the_same_from_both_sides()
    {
        var raster = new Raster<byte>(50, 40);
        Paint(raster, (x, y) => double.Hypot(x - 22, (y - 21) * 1.7) + (2 * Math.Sin(x / 2)) < 17 ? (byte)2 : (byte)5);

        BinnedPoint[] island = SmoothContour.Trace(raster, 2)!.Rings.ShouldHaveSingleItem().Vertices;
        BinnedPoint[] hole = SmoothContour.Trace(raster, 5)!.Rings.Single(ring => ring.SignedArea < 0).Vertices;

        hole.Order(new ByPlace()).ShouldBe(island.Order(new ByPlace()));
    }

    private static void ForEach(string kind, Action<Raster<byte>, byte, Outline<BinnedPoint>, string> check)
    {
        foreach ((Raster<byte> labels, string words) in Maps(kind))
        {
            foreach (byte value in Labels(labels))
            {
                check(labels, value, SmoothContour.Trace(labels, value)!, $"{words}, label {value}");
            }
        }
    }

    private static IEnumerable<(Raster<byte> Labels, string Words)> Maps(string kind) => kind switch
    {
        "phantoms" => PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 84 }, seed: 8).Slices.Select(slice => (slice.Regions!.Indices, slice.Id)),
        "real" => NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix, first: 2).Slices.Select(slice => (slice.Regions!.Indices, slice.Id)),
        _ => Enumerable.Range(1, 8).Select(seed => (Drawn(kind, new RandomStream((ulong)seed)), $"seed {seed}")),
    };

    private static Raster<byte> Drawn(string kind, RandomStream random)
    {
        var raster = new Raster<byte>(25 + random.Below(20), 25 + random.Below(20));
        (double X, double Y)[] seeds = [.. Enumerable.Range(0, 9).Select(_ => (random.NextDouble() * raster.Width, random.NextDouble() * raster.Height))];
        (double slope, double width) = (random.NextDouble() * 3, 1 + (random.NextDouble() * 6));
        Paint(raster, (x, y) => kind switch
        {
            "noise" => (byte)random.Below(3),
            "stripes" => (byte)((int)Math.Abs((y + (slope * x)) / width) % 4),
            "dust" => random.Chance(0.04) ? (byte)1 : (byte)0,
            _ => (byte)(Array.IndexOf(seeds, seeds.MinBy(seed => double.Hypot(seed.X - x, seed.Y - y))) % 6),
        });
        return raster;
    }

    private static void Paint(Raster<byte> raster, Func<double, double, byte> value)
    {
        for (int y = 0; y < raster.Height; y++)
        {
            for (int x = 0; x < raster.Width; x++)
            {
                raster[x, y] = value(x + 0.5, y + 0.5);
            }
        }
    }

    private static byte[] Labels(Raster<byte> labels) => [.. labels.Pixels.ToArray().Distinct().Order()];

    private static byte[] Mask(Raster<byte> labels, byte value) => [.. labels.Pixels.ToArray().Select(label => label == value ? (byte)1 : (byte)0)];

    private sealed class ByPlace : IComparer<BinnedPoint>
    {
        public int Compare(BinnedPoint x, BinnedPoint y) => (x.X, x.Y).CompareTo((y.X, y.Y));
    }
}
