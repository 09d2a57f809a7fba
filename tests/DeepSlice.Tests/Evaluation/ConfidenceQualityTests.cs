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
    public void Flagged_slices_are_counted_among_bad_and_good_ones()
    {
        var quality = new ConfidenceQuality([Slice(0.9, 0.95), Slice(0.85, 0.75) with { IsFlagged = true }, Slice(0.5, 0.6) with { IsFlagged = true }, Slice(0.2, null), Slice(0.6, 0.7)]);

        quality.Found.ShouldBe(1 / 3.0);
        quality.FalseAlarms.ShouldBe(0.5);
        quality.Auc.ShouldBe(1);
        new ConfidenceQuality([]).Found.ShouldBeNull();
    }

    [Fact]
    public void A_slice_with_a_failed_or_imagined_region_is_bad_however_good_the_others_are()
    {
        SliceScore failed = TestMaps.Scored("a", ("cb", 0.45), ("hp", 0.95), ("cx", 0.95));
        SliceScore fine = TestMaps.Scored("a", ("hp", 0.95), ("cx", 0.95));

        new ConfidenceQuality([failed]).Bad.ShouldBe(1);
        new ConfidenceQuality([fine]).Bad.ShouldBe(0);
        new ConfidenceQuality([fine with { Imagined = ["cb"] }]).Bad.ShouldBe(1);
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
