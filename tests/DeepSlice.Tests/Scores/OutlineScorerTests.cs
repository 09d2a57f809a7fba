using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Scores;

public sealed class OutlineScorerTests
{
    private static readonly RegionCatalog Catalog = RegionCatalog.SagittalSix;

    [Fact]
    public void A_square_in_a_square_has_the_areas_and_distances_that_a_pencil_finds()
    {
        Score score = Compare([Square("cx", 0, 0, 120)], [Square("cx", 10, 10, 100)])["cx"];

        TestMaps.Value(score, "predictedArea").ShouldBe(14_400, 1e-6);
        TestMaps.Value(score, "annotatedArea").ShouldBe(10_000, 1e-6);
        TestMaps.Value(score, "sharedArea").ShouldBe(10_000, 1e-6);
        score.Dice.ShouldBe(20_000.0 / 24_400, 1e-9);
        TestMaps.Value(score, "jaccard").ShouldBe(10_000.0 / 14_400, 1e-9);

        // Beside each of the outer corners distances grow as √(10² + t²), t = 0 … 10; the farthest 5 % of 480 px are 3 px a side: t = 7.
        TestMaps.Value(score, "hausdorff95").ShouldBe(Math.Sqrt(149), 0.15);
        double corners = 8 * 50 * (Math.Sqrt(2) + Math.Asinh(1));
        TestMaps.Value(score, "surfaceDistance").ShouldBe((4000 + 4000 + corners) / 880, 0.02);
    }

    [Fact]
    public void What_is_outlined_as_damage_is_left_out_on_both_sides()
    {
        var annotated = new SliceOutlines([Square("cx", 0, 0, 100), Square("hp", 200, 0, 10)], [Square("cx", 50, 0, 100).Outline, Square("cx", 190, 0, 60).Outline]);
        IReadOnlyDictionary<string, Score> scores = OutlineScorer.Score("a", [Square("cx", 0, 0, 120), Square("hp", 205, 0, 20)], annotated, Catalog, null).Regions;

        // Of the annotation 50 × 100 px are left, of the prediction 50 × 120 and the 70 × 20 below the damage.
        TestMaps.Value(scores["cx"], "annotatedArea").ShouldBe(5000, 1e-6);
        TestMaps.Value(scores["cx"], "predictedArea").ShouldBe(6000 + 1400, 1e-6);
        TestMaps.Value(scores["cx"], "sharedArea").ShouldBe(5000, 1e-6);
        scores.ContainsKey("hp").ShouldBeFalse();
    }

    [Fact]
    public void Equal_outlines_agree_wholly_and_lengths_scale_with_the_size_of_a_pixel()
    {
        SliceScore same = OutlineScorer.Score("a", [Square("cb", 5, 5, 40_000)], new([Square("cb", 5, 5, 40_000)], []), Catalog, 0.5);
        same.Mean!.Dice.ShouldBe(1, 1e-12);
        TestMaps.Value(same.Mean, "hausdorff95").ShouldBe(0, 1e-6);
        TestMaps.Value(same.Mean, "annotatedAreaUm2").ShouldBe(4e8, 1);

        Score apart = OutlineScorer.Score("a", [Square("cb", 0, 0, 100)], new([Square("cb", 1000, 0, 100)], []), Catalog, 2).Regions["cb"];
        apart.Dice.ShouldBe(0);
        TestMaps.Value(apart, "hausdorff95Um").ShouldBe(2 * TestMaps.Value(apart, "hausdorff95"));
        TestMaps.Value(apart, "surfaceDistanceUm").ShouldBe(2 * TestMaps.Value(apart, "surfaceDistance"));
    }

    [Fact]
    public void A_region_on_one_side_only_has_no_overlap_and_no_distance_and_one_on_neither_no_score()
    {
        IReadOnlyDictionary<string, Score> scores = Compare([Square("cb", 0, 0, 10)], [Square("hp", 0, 0, 20)]);

        scores.Keys.ShouldBe(["cb", "hp"]);
        scores["cb"].ShouldSatisfyAllConditions(s => s.Dice.ShouldBe(0), s => TestMaps.Value(s, "predictedArea").ShouldBe(100), s => TestMaps.Value(s, "annotatedArea").ShouldBe(0), s => s[Measures.Hausdorff95].ShouldBeNull());
        TestMaps.Value(scores["hp"], "annotatedArea").ShouldBe(400);
    }

    [Fact]
    public void Where_regions_overlap_the_first_of_the_catalogue_wins_and_parts_of_a_region_are_united()
    {
        IReadOnlyDictionary<string, Score> scores = Compare(
            [Square("hp", 0, 0, 10), Square("cb", 5, 0, 10), Square("cb", 10, 0, 10)], [Square("hp", 0, 0, 10)]);

        TestMaps.Value(scores["cb"], "predictedArea").ShouldBe(150, 1e-9);
        TestMaps.Value(scores["hp"], "predictedArea").ShouldBe(50, 1e-9);
        TestMaps.Value(scores["hp"], "sharedArea").ShouldBe(50, 1e-9);
    }

    [Fact]
    public void Rings_count_by_the_even_odd_rule_however_they_cross()
    {
        // A bow-tie, a square in a square, a square over half of another, one twice, and one that touches itself in a corner.
        Enclosed([(0, 0), (10, 10), (10, 0), (0, 10)]).ShouldBe(50, 1e-9);
        Enclosed([(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (8, 2), (8, 8), (2, 8)]).ShouldBe(64, 1e-9);
        Enclosed([(0, 0), (10, 0), (10, 10), (0, 10)], [(5, 0), (15, 0), (15, 10), (5, 10)]).ShouldBe(100, 1e-9);
        Enclosed([(0, 0), (10, 0), (10, 10), (0, 10)], [(0, 0), (10, 0), (10, 10), (0, 10)]).ShouldBe(0);
        Enclosed([(0, 0), (5, 0), (5, 5), (10, 5), (10, 10), (5, 10), (5, 5), (0, 5)]).ShouldBe(50, 1e-9);
        Enclosed([(0, 0), (10, 0), (0, 0)]).ShouldBe(0);
    }

    [Fact]
    public void Outlines_of_maps_have_the_areas_and_the_overlaps_of_their_pixels()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var random = new RandomStream(seed);
            var size = new RasterSize(6 + random.Below(30), 6 + random.Below(30));
            var frame = new SliceFrame { Binning = new Binning(1 + random.Below(64)), OriginalSize = size, WorkingSize = size, OffsetX = random.Below(4), OffsetY = random.Below(4) };
            RegionMap predicted = Speckled(random, size);
            RegionMap annotated = Speckled(random, size);

            SliceScore score = OutlineScorer.Score(
                "a", TestMaps.PixelEdges(predicted, frame), new SliceOutlines(TestMaps.PixelEdges(annotated, frame), []), Catalog, null);

            double block = frame.Binning.Factor * frame.Binning.Factor;
            foreach (Region region in Catalog.Annotated)
            {
                bool[] p = [.. predicted.Indices.Pixels.ToArray().Select(index => index == region.Index)];
                bool[] t = [.. annotated.Indices.Pixels.ToArray().Select(index => index == region.Index)];
                if (!p.Contains(true) && !t.Contains(true))
                {
                    score.Regions.ContainsKey(region.Key).ShouldBeFalse();
                    continue;
                }

                Score found = score.Regions[region.Key];
                TestMaps.Value(found, "predictedArea").ShouldBe(block * p.Count(inside => inside), 1e-3, $"seed {seed}");
                TestMaps.Value(found, "annotatedArea").ShouldBe(block * t.Count(inside => inside), 1e-3, $"seed {seed}");
                TestMaps.Value(found, "sharedArea").ShouldBe(block * p.Zip(t).Count(pair => pair.First && pair.Second), 1e-3, $"seed {seed}");
            }
        }
    }

    private static double Enclosed(params (double X, double Y)[][] rings) =>
        OutlineGeometry.Enclosed(new Outline<PixelPoint>(rings.Select(ring => new Polygon<PixelPoint>(ring.Select(point => new PixelPoint(point.X, point.Y)))))).Area;

    private static IReadOnlyDictionary<string, Score> Compare(RegionOutline[] predicted, RegionOutline[] annotated) =>
        OutlineScorer.Score("a", predicted, new SliceOutlines(annotated, []), Catalog, null).Regions;

    private static RegionOutline Square(string key, double x, double y, double side) => new(
        Catalog.Find(key)!,
        new Outline<PixelPoint>([new Polygon<PixelPoint>([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side)])]));

    private static RegionMap Speckled(RandomStream random, RasterSize size)
    {
        int block = 1 + random.Below(4);
        var indices = new Raster<byte>(size);
        for (int y = 0; y < indices.Height; y++)
        {
            for (int x = 0; x < indices.Width; x++)
            {
                indices[x, y] = x % block == 0 ? (byte)random.Below(8) : indices[x - 1, y];
            }
        }

        return new RegionMap(RegionCatalog.SagittalSix, indices);
    }
}
