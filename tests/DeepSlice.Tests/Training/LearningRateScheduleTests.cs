using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(0.003, 0.15, 1000)]
    [InlineData(0.01, 0.5, 77)]
    public void The_rate_rises_to_its_peak_at_the_end_of_the_warm_up_and_then_falls(double peak, double warmUp, int steps)
    {
        var schedule = new LearningRateSchedule { Peak = peak, WarmUpShare = warmUp };
        double[] rates = [.. Enumerable.Range(1, steps).Select(step => schedule.At(step, steps))];
        int top = Array.IndexOf(rates, rates.Max());

        rates.ShouldAllBe(rate => rate > 0 && rate <= peak);
        rates[top].ShouldBe(peak, peak * 0.01);
        ((double)top).ShouldBe(warmUp * steps, 1.0);
        rates[..(top + 1)].ShouldBe(rates[..(top + 1)].Order());
        rates[top..].ShouldBe(rates[top..].OrderDescending());
        rates[0].ShouldBeLessThan(peak / 20);
        rates[^1].ShouldBeLessThan(peak / 500);
    }

    [Fact]
    public void Without_warm_up_it_starts_at_the_peak_and_one_step_is_enough()
    {
        var schedule = new LearningRateSchedule { Peak = 0.1, WarmUpShare = 0 };

        schedule.At(1, 1000).ShouldBe(0.1, 1e-6);
        schedule.At(1, 1).ShouldBeInRange(1e-4, 0.1);
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new LearningRateSchedule { Peak = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new LearningRateSchedule { WarmUpShare = 0.95 });
    }
}
