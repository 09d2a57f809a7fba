using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Scores;

public sealed class MapScorerTests
{
    // Reference values of the discs: numpy counts for Dice and Jaccard; for the Hausdorff distance
    // edge = mask ^ scipy.ndimage.binary_erosion(mask), distance_transform_edt(~edge), numpy.percentile(…, 95), the greater direction.
    [Fact]
    public void Two_discs_score_as_computed_with_numpy_and_scipy()
    {
        Score score = Score(TestMaps.Disc(50, 40, 24, 21, 9), TestMaps.Disc(50, 40, 20, 18, 11))["cb"];

        score.Dice.ShouldBe(0.6603174603174603, 1e-12);
        TestMaps.Value(score, "jaccard").ShouldBe(0.4928909952606635, 1e-12);
        TestMaps.Value(score, "hausdorff95").ShouldBe(7.0710678118654755, 1e-12);
    }

    // scipy.ndimage.distance_transform_edt of both masks and of their complements, summed over the pixels of the other.
    [Fact]
    public void Two_discs_have_the_minimal_distances_computed_with_scipy()
    {
        Score score = new MapScorer()
            .Score(TestMaps.Compared("s", TestMaps.Disc(50, 40, 24, 21, 9), TestMaps.Disc(50, 40, 20, 18, 11)) with { MicrometresPerWorkingPixel = 41.6 }).Regions["cb"];

        TestMaps.Value(score, "alphaSmd").ShouldBe(588.2770400787529, 1e-9);
        TestMaps.Value(score, "alphaAmd").ShouldBe(588.2770400787529 / 2000, 1e-12);
        TestMaps.Value(score, "alphaAmdCard").ShouldBe(0.889634731201828, 1e-12);
        TestMaps.Value(score, "alphaSmdUm").ShouldBe(41.6 * 588.2770400787529, 1e-7);
        TestMaps.Value(score, "alphaAmdUm").ShouldBe(41.6 * 588.2770400787529 / 2000, 1e-10);
        TestMaps.Value(score, "alphaAmdCardUm").ShouldBe(41.6 * 0.889634731201828, 1e-10);
        score[Measures.OfMaps[^1]].ShouldBeNull();
    }

    [Fact]
    public void Certain_probabilities_score_as_the_regions_do_and_unsure_ones_worse()
    {
        RegionMap predicted = TestMaps.Parse("0110", "0022", "0000");
        RegionMap truth = TestMaps.Parse("0111", "0022", "0000");
        var scorer = new MapScorer();
        ComparedSlice slice = TestMaps.Compared("s", predicted, truth);
        float[] certain = OneHot(predicted);
        Score sure = scorer.Score(slice with { Probabilities = certain }).Regions["cb"];
        Score unsure = scorer.Score(slice with { Probabilities = [.. certain.Select(p => (0.8f * p) + (0.2f / 8))] }).Regions["cb"];

        TestMaps.Value(sure, "alphaSmd31").ShouldBe(TestMaps.Value(sure, "alphaSmd"));
        TestMaps.Value(sure, "alphaAmd31").ShouldBe(TestMaps.Value(sure, "alphaAmd"));
        TestMaps.Value(unsure, "alphaSmd31").ShouldBeGreaterThan(TestMaps.Value(sure, "alphaSmd"));
        TestMaps.Values(unsure)[..^2].ShouldBe(TestMaps.Values(sure)[..^2]);
    }

    [Fact]
    public void Probabilities_that_do_not_fit_are_refused_and_those_rounded_above_1_are_not()
    {
        RegionMap map = TestMaps.Parse("01");
        var scorer = new MapScorer();
        ComparedSlice slice = TestMaps.Compared("s", map, map);

        Should.Throw<ArgumentException>(() => scorer.Score(slice with { Probabilities = new float[5] })).Message.ShouldContain("slice 's': expected 16 probabilities for 8 regions of 2×1, got 5");
        Should.Throw<ArgumentException>(() => scorer.Score(slice with { Probabilities = [.. OneHot(map).Select(_ => float.NaN)] })).Message.ShouldContain("got NaN");
        TestMaps.Value(scorer.Score(slice with { Probabilities = [.. OneHot(map).Select(p => MathF.BitIncrement(p))] }).Regions["cb"], "alphaSmd31").ShouldBe(0);
    }

    [Fact]
    public void A_mean_is_over_the_scores_that_have_a_value()
    {
        Score mean = DeepSlice.Scores.Score.Mean([Known(), Known((Measures.Hausdorff95, 4), (Measures.Jaccard, 2)), Known((Measures.Hausdorff95, 6), (Measures.Jaccard, 2))])!;

        mean[Measures.Hausdorff95].ShouldBe(5);
        mean[Measures.Jaccard].ShouldBe(2);
        mean[Measures.OfMaps[^1]].ShouldBeNull();

        static Score Known(params (Measure Measure, double Value)[] more) => new(more.Append((Measures.Dice, 1)).ToDictionary(pair => pair.Item1, pair => pair.Item2));
    }

    [Fact]
    public void The_percentile_between_two_border_distances_is_interpolated_as_numpy_does()
    {
        RegionMap truth = TestMaps.Disc(50, 40, 20, 18, 11);
        for (int y = 0; y < 3; y++)
        {
            truth.Indices.Row(y)[..3].Fill(1);
        }

        TestMaps.Value(Score(TestMaps.Disc(50, 40, 24, 21, 9), truth)["cb"], "hausdorff95").ShouldBe(21.93171219946131, 1e-12);
    }

    [Fact]
    public void Pixels_on_the_frame_count_as_border()
    {
        TestMaps.Value(Score(TestMaps.Disc(50, 40, -2, 10, 12), TestMaps.Disc(50, 40, 0, 30, 13))["cb"], "hausdorff95").ShouldBe(18.697554572637387, 1e-12);
    }

    [Fact]
    public void A_perfect_prediction_scores_1_and_distance_0()
    {
        RegionMap map = TestMaps.Parse("0110", "2210", "2277");

        foreach (Score score in Score(map, map).Values)
        {
            TestMaps.Values(score).ShouldBe(TestMaps.Perfect);
        }
    }

    [Fact]
    public void A_region_in_neither_map_has_no_score()
    {
        Score(TestMaps.Parse("0100"), TestMaps.Parse("0110")).Keys.ShouldBe(["cb"]);
    }

    [Theory]
    [InlineData("0000", "0110")]
    [InlineData("0110", "0000")]
    public void A_region_in_one_map_only_scores_0_and_the_diagonal_of_the_frame(string predicted, string truth)
    {
        Score score = Score(TestMaps.Parse(predicted, "0000", "0000"), TestMaps.Parse(truth, "0000", "0000"))["cb"];

        score.Dice.ShouldBe(0);
        TestMaps.Value(score, "jaccard").ShouldBe(0);
        TestMaps.Value(score, "hausdorff95").ShouldBe(5);

        // Two pixels at the diagonal, 5, from the empty set, and each at 1 from its own outside.
        TestMaps.Value(score, "alphaSmd").ShouldBe((10 + 2) / 2.0);
        TestMaps.Value(score, "alphaAmd").ShouldBe(6 / 12.0);
        TestMaps.Value(score, "alphaAmdCard").ShouldBe(5);
    }

    [Fact]
    public void Background_and_other_tissue_are_not_scored()
    {
        Score(TestMaps.Parse("0077"), TestMaps.Parse("7700")).ShouldBeEmpty();
    }

    [Fact]
    public void Scores_come_in_the_order_of_the_catalogue()
    {
        RegionMap map = TestMaps.Parse("654321");

        Score(map, map).Keys.ShouldBe(["cb", "hp", "cx", "th", "mb", "bs"]);
    }

    [Fact]
    public void Swapping_prediction_and_annotation_changes_no_measure()
    {
        var random = new RandomStream(7);
        for (int repeat = 0; repeat < 50; repeat++)
        {
            RegionMap first = RandomMap(random);
            RegionMap second = RandomMap(random);

            Values(first, second).ShouldBe(Values(second, first), $"seed 7, repeat {repeat}");
        }
    }

    [Fact]
    public void Jaccard_follows_from_dice()
    {
        var random = new RandomStream(8);
        for (int repeat = 0; repeat < 50; repeat++)
        {
            foreach (Score score in Score(RandomMap(random), RandomMap(random)).Values)
            {
                TestMaps.Value(score, "jaccard").ShouldBe(score.Dice / (2 - score.Dice), 1e-12, $"seed 8, repeat {repeat}");
            }
        }
    }

    [Fact]
    public void A_shift_of_a_square_moves_its_border_by_just_that()
    {
        var truth = new Raster<byte>(40, 40);
        var shifted = new Raster<byte>(40, 40);
        for (int y = 10; y < 30; y++)
        {
            truth.Row(y)[10..30].Fill(1);
            shifted.Row(y)[13..33].Fill(1);
        }

        TestMaps.Value(Score(new RegionMap(TestMaps.Catalog, shifted), new RegionMap(TestMaps.Catalog, truth))["cb"], "hausdorff95").ShouldBe(3);
    }

    [Fact]
    public void Maps_of_different_sizes_are_refused_with_both_sizes_and_a_remedy()
    {
        Should.Throw<ArgumentException>(() => Score(TestMaps.Parse("01"), TestMaps.Parse("011")))
            .Message.ShouldContain("expected a prediction of the annotation's size 3×1, got 2×1");
    }

    [Fact]
    public void Maps_of_different_regions_are_refused_with_both_lists()
    {
        var other = new RegionCatalog(
        [
            new Region(0, "bg", "background", default) { IsAnnotated = false },
            new Region(1, "ob", "olfactory bulb", default),
        ]);
        var predicted = new RegionMap(other, new Raster<byte>(2, 1));

        Should.Throw<ArgumentException>(() => Score(predicted, TestMaps.Parse("01"))).Message.ShouldContain("bg ob");
    }

    [Fact]
    public void Only_the_measures_asked_for_are_taken()
    {
        ComparedSlice slice = TestMaps.Compared("s", TestMaps.Parse("0110"), TestMaps.Parse("0111"));

        // Probabilities that no distance would accept are not looked at.
        ScoreTable table = new MapScorer([Measures.Dice]).ScoreAll([slice with { Probabilities = [.. Enumerable.Repeat(float.NaN, 32)] }]);

        table.Mean!.Dice.ShouldBe(0.8, 1e-12);
        TestMaps.Values(table.Mean).Skip(1).ShouldAllBe(value => value == null);
        ScoreFiles.ToJson(table).ShouldNotContain("jaccard");
    }

    [Fact]
    public void A_region_that_is_not_annotated_is_scored_0_or_set_apart()
    {
        // cb 2·1/(2+1), hp missed, cx drawn where none is; th in neither; rest is nobody's annotation.
        ComparedSlice slice = TestMaps.Compared("s", TestMaps.Parse("0103", "0707"), TestMaps.Parse("0110", "0022"));

        SliceScore apart = new MapScorer([Measures.Dice]) { SetsImaginedApart = true }.Score(slice);
        apart.Regions.Keys.ShouldBe(["cb", "hp"]);
        apart.Regions["cb"].Dice.ShouldBe(2 / 3.0, 1e-12);
        apart.Regions["hp"].Dice.ShouldBe(0);
        apart.Imagined.ShouldBe(["cx"]);
        apart.Mean!.Dice.ShouldBe(1 / 3.0, 1e-12);
        (apart.Failed, apart.Judged).ShouldBe((1, 3));

        SliceScore scored = new MapScorer().Score(slice);
        scored.Regions.Keys.ShouldBe(["cb", "hp", "cx"]);
        scored.Regions["cx"].Dice.ShouldBe(0);
        scored.Imagined.ShouldBeEmpty();
    }

    private static IReadOnlyDictionary<string, Score> Score(RegionMap predicted, RegionMap truth) =>
        new MapScorer().Score(TestMaps.Compared("s", predicted, truth)).Regions;

    private static double?[] Values(RegionMap predicted, RegionMap truth) => [.. Score(predicted, truth).Values.SelectMany(TestMaps.Values)];

    private static float[] OneHot(RegionMap map) =>
        [.. Enumerable.Range(0, map.Catalog.Count).SelectMany(region => map.Indices.Pixels.ToArray().Select(index => index == region ? 1f : 0f))];

    private static RegionMap RandomMap(RandomStream random)
    {
        RegionMap map = TestMaps.Disc(17, 13, random.Below(17), random.Below(13), 1 + random.Below(6));
        RegionMap other = TestMaps.Disc(17, 13, random.Below(17), random.Below(13), 1 + random.Below(6), 2);
        for (int i = 0; i < map.Indices.Pixels.Length; i++)
        {
            map.Indices.Pixels[i] = Math.Max(map.Indices.Pixels[i], other.Indices.Pixels[i]);
        }

        return map;
    }
}
