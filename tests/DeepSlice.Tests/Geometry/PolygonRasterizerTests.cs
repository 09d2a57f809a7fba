using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

public sealed class PolygonRasterizerTests
{
    private static readonly RasterSize Grid = new(24, 20);

    [Theory]
    [InlineData(RasterRule.PixelCentre)]
    [InlineData(RasterRule.EveryTouchedPixel)]
    public void A_rectangle_on_grid_lines_fills_the_same_pixels_by_both_rules(RasterRule rule)
    {
        Raster<byte> mask = Fill(rule, Ring((3, 4), (9, 4), (9, 11), (3, 11)));

        mask.Pixels.Count((byte)1).ShouldBe(6 * 7);
        mask[3, 4].ShouldBe((byte)1);
        mask[8, 10].ShouldBe((byte)1);
        mask[9, 10].ShouldBe((byte)0);
    }

    [Fact]
    public void A_centre_on_the_left_or_upper_border_is_inside_and_on_the_right_or_lower_outside()
    {
        Raster<byte> mask = Fill(RasterRule.PixelCentre, Ring((2.5, 3.5), (5.5, 3.5), (5.5, 6.5), (2.5, 6.5)));

        mask.Pixels.Count((byte)1).ShouldBe(9);
        mask[2, 3].ShouldBe((byte)1);
        mask[5, 3].ShouldBe((byte)0);
        mask[2, 6].ShouldBe((byte)0);
    }

    [Fact]
    public void A_sliver_within_one_pixel_is_touched_but_has_no_centre()
    {
        Polygon<BinnedPoint> sliver = Ring((4.1, 4.1), (4.3, 4.1), (4.2, 4.2));

        Fill(RasterRule.PixelCentre, sliver).Pixels.Count((byte)1).ShouldBe(0);
        Fill(RasterRule.EveryTouchedPixel, sliver)[4, 4].ShouldBe((byte)1);
        Fill(RasterRule.EveryTouchedPixel, sliver).Pixels.Count((byte)1).ShouldBe(1);
    }

    [Fact]
    public void A_diagonal_through_pixel_corners_touches_only_the_pixels_it_crosses()
    {
        Raster<byte> mask = Fill(RasterRule.EveryTouchedPixel, Ring((0, 0), (5, 5), (0, 5)));

        mask.Pixels.Count((byte)1).ShouldBe(15);
        mask[1, 0].ShouldBe((byte)0);
        mask[4, 4].ShouldBe((byte)1);
    }

    [Fact]
    public void A_ring_within_a_ring_is_a_hole_and_one_within_that_an_island()
    {
        Raster<byte> mask = Fill(
            RasterRule.PixelCentre,
            Ring((0, 0), (10, 0), (10, 10), (0, 10)),
            Ring((2, 2), (2, 8), (8, 8), (8, 2)),
            Ring((4, 4), (6, 4), (6, 6), (4, 6)));

        mask.Pixels.Count((byte)1).ShouldBe(100 - 36 + 4);
        mask[3, 3].ShouldBe((byte)0);
        mask[5, 5].ShouldBe((byte)1);
    }

    [Theory]
    [InlineData(RasterRule.PixelCentre)]
    [InlineData(RasterRule.EveryTouchedPixel)]
    public void Parts_beyond_the_raster_are_cut_off(RasterRule rule)
    {
        Fill(rule, Ring((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9))).Pixels.Count((byte)1).ShouldBe((int)Grid.PixelCount);
        Fill(rule, Ring((-9, -9), (-2, -9), (-2, -2))).Pixels.Count((byte)1).ShouldBe(0);
        Fill(rule, Ring((30, 30), (40, 30), (40, 40))).Pixels.Count((byte)1).ShouldBe(0);
    }

    [Fact]
    public void Pixels_outside_the_outline_keep_their_values()
    {
        var target = new Raster<byte>(Grid);
        target.Pixels.Fill(9);

        PolygonRasterizer.Fill(new Outline<BinnedPoint>([Ring((0, 0), (2, 0), (2, 2), (0, 2))]), RasterRule.PixelCentre, target, 5);

        target.Pixels.Count((byte)5).ShouldBe(4);
        target.Pixels.Count((byte)9).ShouldBe((int)Grid.PixelCount - 4);
    }

    [Fact]
    public void Pixel_centres_agree_with_the_winding_of_a_ray_for_random_polygons()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            Polygon<BinnedPoint> ring = RandomRing(seed);
            Raster<byte> mask = Fill(RasterRule.PixelCentre, ring);
            ForEachPixel((x, y) => mask[x, y].ShouldBe(Encloses(ring, x + 0.5, y + 0.5) ? (byte)1 : (byte)0, $"seed {seed} pixel {x},{y}"));
        }
    }

    [Fact]
    public void Touched_pixels_are_those_that_hold_a_point_of_the_outline_or_of_its_edges()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            Polygon<BinnedPoint> ring = RandomRing(seed);
            Raster<byte> touched = Fill(RasterRule.EveryTouchedPixel, ring);
            Raster<byte> expected = Fill(RasterRule.PixelCentre, ring);
            BinnedPoint from = ring.Vertices[^1];
            foreach (BinnedPoint to in ring.Vertices)
            {
                MarkCrossedPixels(from, to, expected);
                from = to;
            }

            touched.Pixels.ToArray().ShouldBe(expected.Pixels.ToArray(), $"seed {seed}");
        }
    }

    [Fact]
    public void Neighbours_that_share_a_border_share_no_pixel_and_leave_none_out()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var random = new RandomStream(seed);
            BinnedPoint[] cut = [new(random.Uniform(2, 22), 0), .. Enumerable.Range(1, 5).Select(i => new BinnedPoint(random.Uniform(2, 22), i * 3.5)), new(random.Uniform(2, 22), 20)];
            Raster<byte> left = Fill(RasterRule.PixelCentre, new Polygon<BinnedPoint>([.. cut, new(0, 20), new(0, 0)]));
            Raster<byte> right = Fill(RasterRule.PixelCentre, new Polygon<BinnedPoint>([new(24, 0), new(24, 20), .. cut.Reverse()]));
            ForEachPixel((x, y) => (left[x, y] + right[x, y]).ShouldBe(1, $"seed {seed} pixel {x},{y}"));
        }
    }

    [Fact]
    public void An_unknown_rule_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Fill((RasterRule)7, Ring((0, 0), (1, 0), (1, 1)))).Message.ShouldContain("got 7");
    }

    private static Raster<byte> Fill(RasterRule rule, params Polygon<BinnedPoint>[] rings)
    {
        var target = new Raster<byte>(Grid);
        PolygonRasterizer.Fill(new Outline<BinnedPoint>(rings), rule, target, 1);
        return target;
    }

    private static Polygon<BinnedPoint> Ring(params (double X, double Y)[] vertices) => new(vertices.Select(v => new BinnedPoint(v.X, v.Y)));

    private static Polygon<BinnedPoint> RandomRing(ulong seed)
    {
        // Vertices at multiples of 1/16 pixel often lie on centres and grid lines.
        var random = new RandomStream(seed);
        return new Polygon<BinnedPoint>(Enumerable.Range(0, 3 + random.Below(7))
            .Select(_ => new BinnedPoint((random.Below(28 * 16) / 16.0) - 2, (random.Below(24 * 16) / 16.0) - 2)).ToArray());
    }

    private static bool Encloses(Polygon<BinnedPoint> ring, double x, double y)
    {
        bool isInside = false;
        BinnedPoint a = ring.Vertices[^1];
        foreach (BinnedPoint b in ring.Vertices)
        {
            if ((a.Y <= y) != (b.Y <= y) && a.X + ((y - a.Y) * (b.X - a.X) / (b.Y - a.Y)) <= x)
            {
                isInside = !isInside;
            }

            a = b;
        }

        return isInside;
    }

    /// <summary>Marks pixels by clipping each edge to each open square (Liang and Barsky), as an independent method.</summary>
    private static void MarkCrossedPixels(BinnedPoint from, BinnedPoint to, Raster<byte> mask) => ForEachPixel((x, y) =>
    {
        (double enter, double leave) = (0, 1);
        bool isParallelOutside = false;
        foreach ((double start, double delta, double low) in new[] { (from.X, to.X - from.X, (double)x), (from.Y, to.Y - from.Y, y) })
        {
            if (delta == 0)
            {
                isParallelOutside |= start <= low || start >= low + 1;
                continue;
            }

            (double a, double b) = ((low - start) / delta, (low + 1 - start) / delta);
            enter = Math.Max(enter, Math.Min(a, b));
            leave = Math.Min(leave, Math.Max(a, b));
        }

        bool isPoint = from == to;
        if (!isParallelOutside && (leave - enter > 1e-12 || isPoint))
        {
            mask[x, y] = 1;
        }
    });

    private static void ForEachPixel(Action<int, int> visit)
    {
        for (int y = 0; y < Grid.Height; y++)
        {
            for (int x = 0; x < Grid.Width; x++)
            {
                visit(x, y);
            }
        }
    }
}
