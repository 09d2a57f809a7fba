using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Metrics;

public sealed class RegionScorerTests
{
    // Reference values of the discs: numpy counts for Dice and Jaccard; for the Hausdorff distance
    // edge = mask ^ scipy.ndimage.binary_erosion(mask), distance_transform_edt(~edge), numpy.percentile(…, 95), the greater direction.
    [Fact]
    public void Two_discs_score_as_computed_with_numpy_and_scipy()
    {
        RegionScore score = Score(TestMaps.Disc(50, 40, 24, 21, 9), TestMaps.Disc(50, 40, 20, 18, 11))["cb"];

        score.Dice.ShouldBe(0.6603174603174603, 1e-12);
        score.Jaccard.ShouldBe(0.4928909952606635, 1e-12);
        score.Hausdorff95.ShouldBe(7.0710678118654755, 1e-12);
    }

    // scipy.ndimage.distance_transform_edt of both masks and of their complements, summed over the pixels of the other.
    [Fact]
    public void Two_discs_have_the_minimal_distances_computed_with_scipy()
    {
        RegionScore score = new RegionScorer(new RasterSize(50, 40))
            .Score(TestMaps.Disc(50, 40, 24, 21, 9), TestMaps.Disc(50, 40, 20, 18, 11), micrometresPerWorkingPixel: 41.6)["cb"];

        score.AlphaSmd.ShouldBe(588.2770400787529, 1e-9);
        score.AlphaAmd.ShouldBe(588.2770400787529 / 2000, 1e-12);
        score.AlphaAmdCardinality.ShouldBe(0.889634731201828, 1e-12);
        score.AlphaSmdMicrometres!.Value.ShouldBe(41.6 * 588.2770400787529, 1e-7);
        score.AlphaAmdMicrometres!.Value.ShouldBe(41.6 * 588.2770400787529 / 2000, 1e-10);
        score.AlphaAmdCardinalityMicrometres!.Value.ShouldBe(41.6 * 0.889634731201828, 1e-10);
        score.AlphaSmd31.ShouldBeNull();
    }

    [Fact]
    public void Certain_probabilities_score_as_the_regions_do_and_unsure_ones_worse()
    {
        RegionMap predicted = TestMaps.Parse("0110", "0022", "0000");
        RegionMap truth = TestMaps.Parse("0111", "0022", "0000");
        var scorer = new RegionScorer(truth.Size);
        float[] certain = OneHot(predicted);
        RegionScore sure = scorer.Score(predicted, truth, certain)["cb"];
        RegionScore unsure = scorer.Score(predicted, truth, [.. certain.Select(p => (0.8f * p) + (0.2f / 8))])["cb"];

        sure.AlphaSmd31.ShouldBe(sure.AlphaSmd);
        sure.AlphaAmd31.ShouldBe(sure.AlphaAmd);
        unsure.AlphaSmd31!.Value.ShouldBeGreaterThan(sure.AlphaSmd);
        (unsure with { AlphaSmd31 = sure.AlphaSmd31, AlphaAmd31 = sure.AlphaAmd31 }).ShouldBe(sure);
    }

    [Fact]
    public void Probabilities_that_do_not_fit_are_refused_and_those_rounded_above_1_are_not()
    {
        RegionMap map = TestMaps.Parse("01");
        var scorer = new RegionScorer(map.Size);

        Should.Throw<ArgumentException>(() => scorer.Score(map, map, new float[5])).Message.ShouldContain("found 5 probabilities, 8 regions of 2×1 need 16");
        Should.Throw<ArgumentException>(() => scorer.Score(map, map, [.. OneHot(map).Select(_ => float.NaN)])).Message.ShouldContain("got NaN");
        scorer.Score(map, map, [.. OneHot(map).Select(p => MathF.BitIncrement(p))])["cb"].AlphaSmd31.ShouldBe(0);
    }

    [Fact]
    public void A_mean_is_over_the_scores_that_have_a_value()
    {
        RegionScore known = TestMaps.Perfect with { AlphaSmd31 = 4, AlphaSmdMicrometres = 2 };
        RegionScore mean = RegionScore.Mean([TestMaps.Perfect, known, known with { AlphaSmd31 = 6 }])!;

        mean.AlphaSmd31.ShouldBe(5);
        mean.AlphaSmdMicrometres.ShouldBe(2);
        mean.AlphaAmd31.ShouldBeNull();
    }

    [Fact]
    public void The_percentile_between_two_border_distances_is_interpolated_as_numpy_does()
    {
        RegionMap truth = TestMaps.Disc(50, 40, 20, 18, 11);
        for (int y = 0; y < 3; y++)
        {
            truth.Indices.Row(y)[..3].Fill(1);
        }

        Score(TestMaps.Disc(50, 40, 24, 21, 9), truth)["cb"].Hausdorff95.ShouldBe(21.93171219946131, 1e-12);
    }

    [Fact]
    public void Pixels_on_the_frame_count_as_border()
    {
        Score(TestMaps.Disc(50, 40, -2, 10, 12), TestMaps.Disc(50, 40, 0, 30, 13))["cb"].Hausdorff95.ShouldBe(18.697554572637387, 1e-12);
    }

    [Fact]
    public void A_perfect_prediction_scores_1_and_distance_0()
    {
        RegionMap map = TestMaps.Parse("0110", "2210", "2277");

        foreach (RegionScore score in Score(map, map).Values)
        {
            score.ShouldBe(TestMaps.Perfect);
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
        RegionScore score = Score(TestMaps.Parse(predicted, "0000", "0000"), TestMaps.Parse(truth, "0000", "0000"))["cb"];

        score.Dice.ShouldBe(0);
        score.Jaccard.ShouldBe(0);
        score.Hausdorff95.ShouldBe(5);

        // Two pixels at the diagonal, 5, from the empty set, and each at 1 from its own outside.
        score.AlphaSmd.ShouldBe((10 + 2) / 2.0);
        score.AlphaAmd.ShouldBe(6 / 12.0);
        score.AlphaAmdCardinality.ShouldBe(5);
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

            Score(first, second).ShouldBe(Score(second, first), $"seed 7, repeat {repeat}");
        }
    }

    [Fact]
    public void Jaccard_follows_from_dice()
    {
        var random = new RandomStream(8);
        for (int repeat = 0; repeat < 50; repeat++)
        {
            foreach (RegionScore score in Score(RandomMap(random), RandomMap(random)).Values)
            {
                score.Jaccard.ShouldBe(score.Dice / (2 - score.Dice), 1e-12, $"seed 8, repeat {repeat}");
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

        Score(new RegionMap(TestMaps.Catalog, shifted), new RegionMap(TestMaps.Catalog, truth))["cb"].Hausdorff95.ShouldBe(3);
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

    private static OrderedDictionary<string, RegionScore> Score(RegionMap predicted, RegionMap truth) =>
        new RegionScorer(truth.Size).Score(predicted, truth);

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
