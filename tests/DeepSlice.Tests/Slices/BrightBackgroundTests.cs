using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Slices;

public sealed class BrightBackgroundTests
{
    [Fact]
    public void Brightfield_is_recognised_and_fluorescence_is_not()
    {
        Raster<float> dark = BrightfieldSlice.Fluorescence(90, 70, seed: 1);
        Raster<float> bright = BrightfieldSlice.Brightfield(90, 70, seed: 1);
        BrightBackground.IsIn(dark).ShouldBeFalse();
        BrightBackground.IsIn(bright).ShouldBeTrue();
    }

    [Fact]
    public void Tissue_on_all_sides_or_an_even_image_is_no_bright_background()
    {
        BrightBackground.IsIn(TestModel.Noise(60, 60, seed: 2).Map(value => (float)value)).ShouldBeFalse();
        BrightBackground.IsIn(new Raster<float>(60, 60).Map(_ => 200f)).ShouldBeFalse();
        BrightBackground.IsIn(new Raster<float>(60, 60)).ShouldBeFalse();
        BrightBackground.IsIn(new Raster<float>(60, 60).Map(_ => float.NaN)).ShouldBeFalse();
    }

    [Fact]
    public void Inverting_turns_the_brightest_pixel_into_0()
    {
        var image = new Raster<float>(3, 1, [250, 10, 100]);
        BrightBackground.Invert(image);
        image.Pixels.ToArray().ShouldBe([0, 240, 150]);
    }
}
