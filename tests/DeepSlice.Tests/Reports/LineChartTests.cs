using DeepSlice.Reports;

namespace DeepSlice.Tests.Reports;

public sealed class LineChartTests
{
    [Fact]
    public void Points_are_drawn_between_the_ends_of_the_axes()
    {
        // The drawing area of the 560×250 chart spans columns 46 … 548 and rows 216 … 10.
        Render([(0, 0), (5, 1), (10, 2)]).ShouldContain("d=\"M46 216L297 113L548 10\"");
    }

    [Fact]
    public void A_value_that_is_not_finite_interrupts_the_line()
    {
        Render([(0, 0), (1, double.NaN), (2, 1), (3, 2)]).ShouldContain("d=\"M46 216M380.67 113L548 10\"");
    }

    [Fact]
    public void A_constant_curve_and_a_single_point_are_drawn()
    {
        Render([(1, 0.5)]).ShouldContain("d=\"M297 113\"");
        Render([(1, 3), (2, 3)]).ShouldContain("d=\"M46 113L548 113\"");
    }

    [Fact]
    public void A_chart_without_values_says_so()
    {
        Render([]).ShouldContain("No data.");
    }

    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0, 1.93, "0 0.5 1 1.5")]
    [InlineData(1, 200, "50 100 150 200")]
    [InlineData(0, 0.002, "0 0.0005 0.001 0.0015 0.002")]
    [InlineData(-0.3, 0.3, "-0.3 -0.2 -0.1 0 0.1 0.2 0.3")]
    [InlineData(0, 3e-6, "0 5e-7 1e-6 1.5e-6 2e-6 2.5e-6 3e-6")]
    public void Axis_marks_are_round_values(double minimum, double maximum, string expected)
    {
        string.Join(' ', new ChartAxis(minimum, maximum, 0, 100).Marks().Select(mark => mark.Text)).ShouldBe(expected);
    }

    private static string Render((double X, double Y)[] points) => LineChart.Render(new TrainingChart
    {
        Title = "Loss",
        Explanation = "",
        Curves = [new TrainingCurve { Name = "training", Points = points }],
    }).Markup;
}
