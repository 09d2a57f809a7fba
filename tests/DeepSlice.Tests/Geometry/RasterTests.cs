using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

public sealed class RasterTests
{
    [Fact]
    public void Values_lie_in_row_major_order()
    {
        var raster = new Raster<int>(3, 2, [1, 2, 3, 4, 5, 6]);

        raster[2, 0].ShouldBe(3);
        raster[0, 1].ShouldBe(4);
        raster.Row(1).ToArray().ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void A_wrong_number_of_values_is_refused_with_both_numbers()
    {
        var error = Should.Throw<ArgumentException>(() => new Raster<int>(3, 2, [1, 2]));

        error.Message.ShouldContain("expected 6 values for 3×2, got 2");
    }

    [Fact]
    public void A_raster_beyond_one_block_of_memory_is_refused_before_it_overflows()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Raster<byte>(50_000, 50_000)).Message.ShouldContain("50000×50000");
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(2, 1, true)]
    [InlineData(3, 1, false)]
    [InlineData(2, 2, false)]
    [InlineData(-1, 0, false)]
    [InlineData(0, int.MinValue, false)]
    public void Pixels_beyond_any_side_are_outside(int x, int y, bool expected)
    {
        new Raster<int>(3, 2).Contains(x, y).ShouldBe(expected);
    }
}
