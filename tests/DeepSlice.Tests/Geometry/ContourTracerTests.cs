using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Geometry;

public sealed class ContourTracerTests
{
    [Fact]
    public void A_value_that_is_nowhere_has_no_outline()
    {
        ContourTracer.Trace(new Raster<byte>(5, 4), 3).ShouldBeNull();
    }

    [Fact]
    public void A_single_pixel_is_its_square_clockwise()
    {
        var raster = new Raster<byte>(5, 4);
        raster[2, 1] = 1;

        Polygon<BinnedPoint> ring = ContourTracer.Trace(raster, 1)!.Rings.ShouldHaveSingleItem();

        ring.Vertices.ShouldBe([new(2, 1), new(3, 1), new(3, 2), new(2, 2)]);
        ring.SignedArea.ShouldBe(1);
    }

    [Fact]
    public void A_full_raster_is_one_rectangle()
    {
        Outline<BinnedPoint> outline = ContourTracer.Trace(new Raster<byte>(7, 3), 0)!;

        outline.Rings.ShouldHaveSingleItem().Vertices.ShouldBe([new(0, 0), new(7, 0), new(7, 3), new(0, 3)]);
    }

    [Fact]
    public void A_hole_is_a_ring_that_runs_the_other_way()
    {
        Raster<byte> raster = Parse("####", "#..#", "####");

        double[] areas = [.. ContourTracer.Trace(raster, 1)!.Rings.Select(ring => ring.SignedArea).Order()];

        areas.ShouldBe([-2, 12]);
    }

    [Fact]
    public void Pixels_that_meet_at_a_corner_have_rings_of_their_own()
    {
        ContourTracer.Trace(Parse("#.", ".#"), 1)!.Rings.Select(ring => ring.SignedArea).ShouldBe([1, 1]);
        ContourTracer.Trace(Parse(".#", "#."), 1)!.Rings.Select(ring => ring.SignedArea).ShouldBe([1, 1]);
    }

    [Fact]
    public void A_hole_open_at_a_corner_only_is_cut_off_into_a_ring_of_its_own()
    {
        double[] areas = [.. ContourTracer.Trace(Parse(".##", "#.#", "###"), 1)!.Rings.Select(ring => ring.SignedArea).Order()];

        areas.ShouldBe([-1, 8]);
    }

    [Fact]
    public void A_checkerboard_is_all_single_squares()
    {
        var raster = new Raster<byte>(9, 8);
        for (int y = 0; y < 8; y++)
        {
            for (int x = y & 1; x < 9; x += 2)
            {
                raster[x, y] = 1;
            }
        }

        Outline<BinnedPoint> outline = ContourTracer.Trace(raster, 1)!;

        outline.Rings.Count.ShouldBe(36);
        outline.Rings.ShouldAllBe(ring => ring.Vertices.Length == 4);
    }

    [Theory]
    [InlineData(RasterRule.PixelCentre)]
    [InlineData(RasterRule.EveryTouchedPixel)]
    public void Filling_a_traced_outline_gives_back_the_same_pixels(RasterRule rule)
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            Raster<byte> raster = RandomMap(seed);
            for (byte value = 0; value < 3; value++)
            {
                Raster<byte> refilled = Refill(ContourTracer.Trace(raster, value), rule, raster.Size);
                refilled.Pixels.ToArray().ShouldBe(raster.Map(v => v == value ? (byte)1 : (byte)0).Pixels.ToArray(), $"seed {seed} value {value}");
            }
        }
    }

    [Fact]
    public void Rings_are_simple_and_hold_corners_only()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            foreach (Polygon<BinnedPoint> ring in ContourTracer.Trace(RandomMap(seed), 1)?.Rings ?? [])
            {
                ring.Vertices.Distinct().Count().ShouldBe(ring.Vertices.Length, $"seed {seed}: a vertex is passed twice");
                for (int i = 0; i < ring.Vertices.Length; i++)
                {
                    BinnedPoint before = ring.Vertices[(i + ring.Vertices.Length - 1) % ring.Vertices.Length];
                    BinnedPoint here = ring.Vertices[i];
                    BinnedPoint after = ring.Vertices[(i + 1) % ring.Vertices.Length];
                    ((before.X == here.X) ^ (before.Y == here.Y)).ShouldBeTrue($"seed {seed}: an edge is not along the grid");
                    ((before.X == here.X) ^ (here.X == after.X)).ShouldBeTrue($"seed {seed}: {here} is no corner");
                }
            }
        }
    }

    [Fact]
    public void Signed_areas_sum_to_the_number_of_pixels()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            Raster<byte> raster = RandomMap(seed);
            double area = ContourTracer.Trace(raster, 1)?.Rings.Sum(ring => ring.SignedArea) ?? 0;
            area.ShouldBe(raster.Pixels.Count((byte)1), $"seed {seed}");
        }
    }

    [Fact]
    public void An_outline_taken_to_full_resolution_and_back_fills_the_same_pixels()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var random = new RandomStream(seed);
            Raster<byte> raster = RandomMap(seed);
            if (ContourTracer.Trace(raster, 1) is not Outline<BinnedPoint> traced)
            {
                continue;
            }

            var frame = new SliceFrame
            {
                Binning = new Binning(1 + random.Below(300)),
                OriginalSize = new RasterSize(5000, 5000),
                WorkingSize = raster.Size,
                OffsetX = random.Below(20),
                OffsetY = random.Below(20),
            };
            Outline<BinnedPoint> back = traced.Map(frame.ToFullResolution).Map(frame.ToWorking);
            Refill(back, RasterRule.PixelCentre, raster.Size).Pixels.ToArray()
                .ShouldBe(Refill(traced, RasterRule.PixelCentre, raster.Size).Pixels.ToArray(), $"seed {seed}");
        }
    }

    private static Raster<byte> Refill(Outline<BinnedPoint>? outline, RasterRule rule, RasterSize size)
    {
        var target = new Raster<byte>(size);
        if (outline is not null)
        {
            PolygonRasterizer.Fill(outline, rule, target, 1);
        }

        return target;
    }

    /// <summary>Maps of three values: random pixels, and coarser blocks with holes and islands.</summary>
    private static Raster<byte> RandomMap(ulong seed)
    {
        var random = new RandomStream(seed);
        var raster = new Raster<byte>(1 + random.Below(17), 1 + random.Below(17));
        double density = random.NextDouble();
        foreach (ref byte pixel in raster.Pixels)
        {
            pixel = random.Chance(density) ? (byte)1 : (byte)random.Below(3);
        }

        for (int k = random.Below(4); k > 0; k--)
        {
            int left = random.Below(raster.Width);
            int top = random.Below(raster.Height);
            byte value = (byte)random.Below(3);
            for (int y = top; y < Math.Min(raster.Height, top + 6); y++)
            {
                raster.Row(y)[left..Math.Min(raster.Width, left + 6)].Fill(value);
            }
        }

        return raster;
    }

    private static Raster<byte> Parse(params string[] rows)
    {
        var raster = new Raster<byte>(rows[0].Length, rows.Length);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Length; x++)
            {
                raster[x, y] = rows[y][x] == '#' ? (byte)1 : (byte)0;
            }
        }

        return raster;
    }
}
