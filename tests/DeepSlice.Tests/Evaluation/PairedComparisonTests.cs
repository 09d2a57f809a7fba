using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    [Fact]
    public void The_difference_is_that_of_the_same_slices_with_its_standard_error()
    {
        PairedComparison comparison = PairedComparison.Of([Cell(0.9, 0.8, 0.7)], [Cell(0.8, 0.6, 0.4)]);

        // Differences .1, .2, .3: mean .2, standard deviation .1, standard error .1 ÷ √3.
        comparison.Difference!.Value.ShouldBe(0.2, 1e-12);
        comparison.StandardError!.Value.ShouldBe(0.1 / Math.Sqrt(3), 1e-12);
        comparison.Verdict.ShouldBe(1);
        PairedComparison.Of([Cell(0.8, 0.6, 0.4)], [Cell(0.9, 0.8, 0.7)]).Verdict.ShouldBe(-1);
    }

    [Fact]
    public void A_difference_within_noise_is_a_tie()
    {
        PairedComparison.Of([Cell(0.9, 0.8, 0.7)], [Cell(0.8, 0.9, 0.69)]).Verdict.ShouldBe(0);
        PairedComparison.Of([Cell(0.9, 0.8)], [Cell(0.9, 0.8)]).Verdict.ShouldBe(0);
    }

    [Fact]
    public void The_cells_of_one_slice_are_one_sample()
    {
        ScoreTable better = Cell(0.9, 0.7);
        ScoreTable other = Cell(0.8, 0.7);

        PairedComparison once = PairedComparison.Of([better], [other]);
        PairedComparison.Of([better, better, better], [other, other, other]).ShouldBe(once);
    }

    [Fact]
    public void One_slice_has_no_noise_to_compare_with_and_none_has_no_difference()
    {
        PairedComparison.Of([Cell(0.9)], [Cell(0.1)]).Verdict.ShouldBe(0);
        PairedComparison.Of([TestMaps.Table(TestMaps.Scored("a"))], [Cell(0.1)]).ShouldBe(new PairedComparison(null, null));
    }

    private static ScoreTable Cell(params double[] dices) => TestMaps.Table([.. dices.Select((dice, place) => TestMaps.Scored($"slice-{place}", ("cb", dice)))]);
}
