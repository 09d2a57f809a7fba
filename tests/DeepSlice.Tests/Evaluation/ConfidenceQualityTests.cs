using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Evaluation;

public sealed class ConfidenceQualityTests
{
    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_the_right_order_ties_counting_half()
    {
        var quality = new ConfidenceQuality([Slice(0.9, 0.95), Slice(0.8, 0.7), Slice(0.74, 0.7), Slice(0.3, 0.4)]);

        // Bad are .7 and .4, good .95 and .7: three of four pairs are in order, one is a tie.
        quality.Auc.ShouldBe(3.5 / 4);
        (quality.Bad, quality.Good).ShouldBe((2, 2));
    }

    [Fact]
    public void A_confidence_that_knows_nothing_has_an_area_of_a_half_and_one_that_is_wrong_none()
    {
        new ConfidenceQuality([Slice(0.9, 0.5), Slice(0.1, 0.5)]).Auc.ShouldBe(0.5);
        new ConfidenceQuality([Slice(0.9, 0.5), Slice(0.1, 0.6)]).Auc.ShouldBe(0);
        new ConfidenceQuality([Slice(0.9, 0.5)]).Auc.ShouldBeNull();
    }

    [Fact]
    public void Slices_below_a_threshold_are_counted_and_finding_nothing_is_no_confidence()
    {
        var quality = new ConfidenceQuality([Slice(0.9, 0.95), Slice(0.85, 0.75), Slice(0.5, 0.6), Slice(0.2, null)]);

        quality.Found(0.7).ShouldBe(1);
        quality.Found(0.6).ShouldBe(0.5);
        quality.FalseAlarms(0.8).ShouldBe(0.5);
        quality.Auc.ShouldBe(1);
    }

    [Fact]
    public void A_slice_without_regions_is_bad_where_some_were_imagined_and_else_does_not_count()
    {
        SliceScore empty = TestMaps.Scored("a");

        new ConfidenceQuality([empty]).Bad.ShouldBe(0);
        new ConfidenceQuality([empty]).Good.ShouldBe(0);
        new ConfidenceQuality([empty with { Imagined = ["cb"], Confidence = 0.9 }]).Bad.ShouldBe(1);
    }

    private static SliceScore Slice(double dice, double? confidence) => TestMaps.Scored("a", ("cb", dice)) with { Confidence = confidence };
}
