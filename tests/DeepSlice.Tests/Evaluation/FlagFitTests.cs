using DeepSlice.Evaluation;
using DeepSlice.Networks;

namespace DeepSlice.Tests.Evaluation;

public sealed class FlagFitTests
{
    [Fact]
    public void Thresholds_find_the_most_bad_slices_with_at_most_a_tenth_of_the_good_ones_flagged()
    {
        HeldOutSlice[] slices =
        [
            .. Enumerable.Range(0, 20).Select(place => Good(0.80 + (place * 0.01), 0.70 + (place * 0.01))),
            Bad(0.60, 0.30), Bad(0.95, 0.71), Bad(0.95, 0.40), Bad(0.99, 0.98),
        ];

        FlagThresholds thresholds = FlagFit.Fit(slices);
        FlagQuality quality = FlagFit.Measure(slices, thresholds);

        // The bad slice of confidences .99 and .98 cannot be found with two false alarms.
        (quality.Bad, quality.BadFlagged, quality.Good).ShouldBe((4, 3, 20));
        quality.GoodFlagged.ShouldBeLessThanOrEqualTo(2);
        quality.Found.ShouldBe(0.75);
    }

    [Fact]
    public void Of_equally_good_thresholds_those_with_the_fewest_false_alarms_are_taken()
    {
        HeldOutSlice[] slices = [.. Enumerable.Range(0, 30).Select(place => Good(0.8, 0.7)), Bad(0.6, 0.5)];

        FlagQuality quality = FlagFit.Measure(slices, FlagFit.Fit(slices));

        (quality.BadFlagged, quality.GoodFlagged).ShouldBe((1, 0));
    }

    [Fact]
    public void Without_bad_or_without_good_slices_there_is_nothing_to_fit()
    {
        FlagFit.Fit([Good(0.9, 0.8)]).ShouldBe(new FlagThresholds());
        FlagFit.Fit([Bad(0.9, 0.8)]).ShouldBe(new FlagThresholds());
        FlagFit.Fit([]).ShouldBe(new FlagThresholds());
    }

    [Fact]
    public void Each_fold_is_judged_by_thresholds_that_were_not_fitted_to_it()
    {
        // Fitted to itself, the second fold would be found completely; the first one's thresholds find nothing of it.
        HeldOutSlice[] first = [.. Enumerable.Range(0, 20).Select(_ => Good(0.9, 0.9)), Bad(0.3, 0.3)];
        HeldOutSlice[] second = [.. Enumerable.Range(0, 20).Select(_ => Good(0.9, 0.9)), Bad(0.8, 0.8)];

        FlagThresholds fitted = FlagFit.FitFolds([first, second]);

        FlagFit.Measure([.. first, .. second], fitted).BadFlagged.ShouldBe(2);
        fitted.Measured!.Bad.ShouldBe(2);
        fitted.Measured.BadFlagged.ShouldBeLessThan(2);
        fitted.Measured.Good.ShouldBe(40);
    }

    [Fact]
    public void A_region_that_is_drawn_although_it_is_absent_makes_a_slice_bad()
    {
        Good(0.95, 0.9).IsBad.ShouldBeFalse();
        new HeldOutSlice([new(0.9, 0.95), new(0.9, 0.95), new(0.9, 0.95), new(0.8, 0)]).IsBad.ShouldBeTrue();
        new HeldOutSlice([new(0.9, 0.7), new(0.9, 0.7)]).IsBad.ShouldBeTrue();
    }

    [Fact]
    public void Slices_without_any_region_which_are_always_flagged_do_not_count()
    {
        HeldOutSlice[] slices = [.. Enumerable.Repeat(Good(0.9, 0.9), 10), Bad(0.5, 0.5)];
        FlagThresholds expected = FlagFit.Fit(slices);

        HeldOutSlice[] withEmpty = [.. slices, .. Enumerable.Repeat(new HeldOutSlice([]), 10)];

        FlagFit.Fit(withEmpty).ShouldBe(expected);
        FlagFit.Measure(withEmpty, expected).Good.ShouldBe(10);
    }

    private static HeldOutSlice Good(double confidence, double weakest) => Slice(confidence, weakest, 0.95);

    private static HeldOutSlice Bad(double confidence, double weakest) => Slice(confidence, weakest, 0.3);

    // Two regions whose mean and whose lowest confidence are the given ones.
    private static HeldOutSlice Slice(double confidence, double weakest, double dice) =>
        new([new HeldOutRegion(weakest, dice), new HeldOutRegion((2 * confidence) - weakest, 0.95)]);
}
