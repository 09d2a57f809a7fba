using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Evaluation;

public sealed class SweepSummaryTests
{
    private static readonly SweepSetting First = new(1, [new("epochs", "100")]);
    private static readonly SweepSetting Second = new(2, [new("epochs", "200")]);

    // Of SciPy: a = mean over seeds = [.65, .75, .9]; mean ± 1.96 * sem(a); d = [.05, .1, .0]; mean(d), sem(d).
    [Fact]
    public void Slices_are_the_sample_and_seeds_are_averaged_first()
    {
        IReadOnlyList<SweepSummary> settings = SweepSummary.Of(
        [
            Row(First, 1, ("a", .6), ("b", .7), ("c", .9)), Row(First, 2, ("a", .7), ("b", .8), ("c", .9)),
            Row(Second, 1, ("a", .65), ("b", .8), ("c", .9)), Row(Second, 2, ("a", .75), ("b", .9), ("c", .9)),
        ]);

        settings[0].Dice!.Value.ShouldBe(0.766666666666667, 1e-12);
        settings[0].Margin!.Value.ShouldBe(0.142390698822329, 1e-12);
        settings[0].Worst!.Value.ShouldBe(0.65, 1e-12);
        settings[0].Slices.ShouldBe(3);
        settings[0].AgainstFirst.ShouldBeNull();
        settings[1].AgainstFirst!.Difference!.Value.ShouldBe(0.05, 1e-12);
        settings[1].AgainstFirst!.StandardError!.Value.ShouldBe(0.0288675134594813, 1e-12);
        settings[1].AgainstFirst!.Verdict.ShouldBe(0);
    }

    [Fact]
    public void Only_the_same_seeds_are_compared_and_what_is_missing_stays_unknown()
    {
        IReadOnlyList<SweepSummary> settings = SweepSummary.Of(
        [
            Row(First, 1, ("a", .5), ("b", .5)), Row(First, 2),
            Row(Second, 1, ("a", .6), ("b", .6)), Row(Second, 2, ("a", .1), ("b", .1)),
            new SweepRow { Setting = new SweepSetting(3, First.Values), Seed = 1, Folder = "" },
        ]);
        settings[1].AgainstFirst!.Difference!.Value.ShouldBe(0.1, 1e-12);
        settings[1].AgainstFirst!.Verdict.ShouldBe(1);
        settings[2].Dice.ShouldBeNull();
        settings[2].AgainstFirst!.Difference.ShouldBeNull();
    }

    private static SweepRow Row(SweepSetting setting, ulong seed, params (string Id, double Dice)[] slices) => new()
    {
        Setting = setting,
        Seed = seed,
        Folder = "",
        Scores = new ScoreTable(
            RegionCatalog.SagittalSix, [Measures.Dice],
            [.. slices.Select(slice => new SliceScore { Id = slice.Id, Regions = new Dictionary<string, Score> { ["cb"] = new(new Dictionary<Measure, double> { [Measures.Dice] = slice.Dice }) } })]),
    };
}
