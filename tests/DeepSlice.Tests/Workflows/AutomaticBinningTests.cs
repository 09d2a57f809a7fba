using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class AutomaticBinningTests
{
    [Theory]
    [InlineData(3000, 48)]
    [InlineData(49, 48)]
    [InlineData(48, 1)]
    [InlineData(20, 1)]
    public void Without_pixel_sizes_a_small_image_is_taken_as_binned_already(int side, int expected)
    {
        using SegmentationModel model = TestModel.Create(binning: 48);
        AutomaticBinning.Choose(new RasterSize(10, side), micrometresPerPixel: null, model).Factor.ShouldBe(expected);
    }

    [Theory]
    [InlineData(0.5, 64)]
    [InlineData(0.65, 49)]
    [InlineData(32, 1)]
    [InlineData(1000, 1)]
    [InlineData(0.001, 4096)]
    public void Where_pixel_sizes_are_known_their_ratio_decides(double micrometresPerPixel, int expected)
    {
        using SegmentationModel model = TestModel.Create(binning: 64, micrometresPerPixel: 0.5);
        AutomaticBinning.Choose(new RasterSize(3000, 2000), micrometresPerPixel, model).Factor.ShouldBe(expected);
    }

    [Fact]
    public void A_pixel_size_helps_only_where_the_models_is_known()
    {
        using SegmentationModel model = TestModel.Create(binning: 64);
        AutomaticBinning.Choose(new RasterSize(3000, 2000), 0.1, model).Factor.ShouldBe(64);
    }

    [Fact]
    public void A_model_of_an_impossible_binning_cannot_be_described() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ModelProvenance { Binning = 0 });
}
