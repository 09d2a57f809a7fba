using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class PixelSizeTests
{
    [Theory]
    [InlineData(72)]
    [InlineData(96)]
    [InlineData(300)]
    [InlineData(600)]
    [InlineData(1200)]
    public void Resolutions_of_screens_and_printers_are_no_pixel_sizes(double perInch)
    {
        PixelSize.Find(null, "in", perInch / 25.4, perInch / 25.4).ShouldBeNull();
        PixelSize.Find(null, "cm", perInch / 25.4, perInch / 25.4).ShouldBeNull();
    }

    [Theory]
    [InlineData("in")]
    [InlineData("cm")]
    public void A_resolution_of_a_microscope_is_believed_in_any_unit(string unit) =>
        PixelSize.Find(null, unit, 1000 / 0.65, 1000 / 0.65).ShouldBe(0.65);

    [Fact]
    public void Whole_slide_files_state_micrometres_per_pixel()
    {
        PixelSize.OfSlide("0.499", "0.499").ShouldBe(0.499);
        PixelSize.OfSlide("0.499", null).ShouldBeNull();
        PixelSize.OfSlide("0.499", "0.9").ShouldBeNull();
        PixelSize.OfSlide("?", "?").ShouldBeNull();
    }

    [Fact]
    public void Sizes_that_differ_by_rounding_are_one_size()
    {
        PixelSize.AreEqual(0.65, 0.6500002).ShouldBeTrue();
        PixelSize.AreEqual(0.65, 1.3).ShouldBeFalse();
    }
}
