using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

public sealed class PolygonPartTests
{
    [Fact]
    public void An_island_in_a_hole_in_an_island_is_a_part_of_its_own()
    {
        IReadOnlyList<PolygonPart<BinnedPoint>> parts = Parts(
            "#######..#",
            "#.....#...",
            "#.###.#...",
            "#.#.#.#...",
            "#.###.#...",
            "#.....#...",
            "#######...");

        parts.Select(part => (part.Outer.SignedArea, part.Holes.Sum(hole => hole.SignedArea))).ShouldBe([(49, -25), (1, 0), (9, -1)]);
    }

    [Fact]
    public void Every_hole_of_a_wild_map_lies_in_its_part_and_the_areas_add_up()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var random = new RandomStream(seed);
            var map = new Raster<byte>(40, 30);
            foreach (ref byte pixel in map.Pixels)
            {
                pixel = (byte)(random.NextDouble() < 0.65 ? 1 : 0);
            }

            Outline<BinnedPoint> outline = ContourTracer.Trace(map, 1)!;
            IReadOnlyList<PolygonPart<BinnedPoint>> parts = PolygonPart<BinnedPoint>.Of(outline);
            parts.Sum(part => 1 + part.Holes.Count).ShouldBe(outline.Rings.Count, $"seed {seed}");
            foreach (PolygonPart<BinnedPoint> part in parts)
            {
                var filled = new Raster<byte>(map.Size);
                PolygonRasterizer.Fill(new Outline<BinnedPoint>([part.Outer, .. part.Holes]), RasterRule.PixelCentre, filled, 1);
                filled.Pixels.Count((byte)1).ShouldBe((int)(part.Outer.SignedArea + part.Holes.Sum(hole => hole.SignedArea)), $"seed {seed}");
            }
        }
    }

    private static IReadOnlyList<PolygonPart<BinnedPoint>> Parts(params string[] rows)
    {
        var map = new Raster<byte>(rows[0].Length, rows.Length);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Length; x++)
            {
                map[x, y] = (byte)(rows[y][x] == '#' ? 1 : 0);
            }
        }

        return PolygonPart<BinnedPoint>.Of(ContourTracer.Trace(map, 1)!);
    }
}
