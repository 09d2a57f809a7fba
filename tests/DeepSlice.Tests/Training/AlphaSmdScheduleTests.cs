using DeepSlice.Losses;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

public sealed class AlphaSmdScheduleTests
{
    private static readonly GradientNorms s_norms = new(Overlap: 4, AlphaSmd: 0.25); // norms 2 and 0.5: a weight of 4 makes them equal

    private static readonly AlphaSmdOptions s_options = new()
    {
        Mode = AlphaSmdMode.Inwards,
        WarmUpShare = 0.2,
        RampShare = 0.4,
        GradientShare = 0.5,
    };

    [Fact]
    public void Off_takes_no_part()
    {
        var schedule = new AlphaSmdSchedule(new AlphaSmdOptions(), 1, 100);

        Enumerable.Range(1, 100).ShouldAllBe(step => schedule.At(step, s_norms) == default);
    }

    [Fact]
    public void The_weight_is_zero_in_the_warm_up_rises_linearly_and_stays()
    {
        var schedule = new AlphaSmdSchedule(s_options, 1, 100);

        schedule.At(1, s_norms).Weight.ShouldBe(0);
        schedule.At(20, s_norms).Weight.ShouldBe(0);
        schedule.At(30, s_norms).Weight.ShouldBe(0.5, 1e-12); // a quarter of the ramp to 0.5 · 4
        schedule.At(40, s_norms).Weight.ShouldBe(1, 1e-12);
        schedule.At(60, s_norms).Weight.ShouldBe(2, 1e-12);
        schedule.At(100, s_norms).Weight.ShouldBe(2, 1e-12);
    }

    [Fact]
    public void Gradients_are_measured_in_the_last_ten_steps_of_the_warm_up()
    {
        var schedule = new AlphaSmdSchedule(s_options, 1, 100);

        Enumerable.Range(1, 100).Where(step => schedule.At(step, s_norms).IsMeasured).ShouldBe(Enumerable.Range(11, 10));
    }

    [Fact]
    public void Without_a_warm_up_or_a_gradient_to_measure_the_next_step_measures_and_nothing_becomes_infinite()
    {
        var schedule = new AlphaSmdSchedule(s_options with { WarmUpShare = 0, RampShare = 0 }, 1, 100);

        schedule.At(1, default).ShouldBe(new AlphaSmdStep(0, schedule.At(1, default).Jitter, true));
        schedule.At(2, s_norms).IsMeasured.ShouldBeFalse();
        schedule.At(2, s_norms).Weight.ShouldBe(2, 1e-12);
        schedule.At(50, new GradientNorms(3, 0)).Weight.ShouldBe(0);
        schedule.At(50, new GradientNorms(3, 0)).IsMeasured.ShouldBeTrue();
    }

    [Fact]
    public void Thresholds_differ_from_step_to_step_and_are_those_of_seed_and_step()
    {
        var schedule = new AlphaSmdSchedule(s_options, 1, 100);
        double[] jitters = [.. Enumerable.Range(1, 100).Select(step => schedule.At(step, s_norms).Jitter)];

        jitters.Distinct().Count().ShouldBe(100);
        jitters.ShouldAllBe(jitter => jitter >= 0 && jitter < 1);
        jitters.Average().ShouldBe(0.5, 0.1);
        new AlphaSmdSchedule(s_options, 1, 100).At(7, default).Jitter.ShouldBe(jitters[6]);
        new AlphaSmdSchedule(s_options, 2, 100).At(7, default).Jitter.ShouldNotBe(jitters[6]);
        new AlphaSmdSchedule(s_options with { Jitter = false }, 1, 100).At(7, s_norms).Jitter.ShouldBe(0.5);
    }
}
