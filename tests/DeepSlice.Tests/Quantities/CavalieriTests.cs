using DeepSlice.Quantities;

namespace DeepSlice.Tests.Quantities;

public sealed class CavalieriTests
{
    [Fact]
    public void A_ball_has_its_volume()
    {
        double[] areas = [.. Enumerable.Range(0, 20).Select(i => Math.PI * (100 - Math.Pow(i + 0.5 - 10, 2)))];
        Cavalieri.Volume(areas, 1).ShouldBe(4.0 / 3 * Math.PI * 1000, 10);
    }

    [Fact]
    public void The_coefficient_of_error_is_that_of_the_formula() =>
        // a = 19, b = 16, c = 10: √((57 − 64 + 10) ÷ 12) ÷ 9
        Cavalieri.CoefficientOfError([1, 2, 3, 2, 1]).ShouldBe(0.5 / 9);

    [Fact]
    public void Two_sections_and_empty_ones_have_no_coefficient_of_error()
    {
        Cavalieri.CoefficientOfError([1, 2]).ShouldBeNull();
        Cavalieri.CoefficientOfError([0, 0, 0]).ShouldBeNull();
    }
}
