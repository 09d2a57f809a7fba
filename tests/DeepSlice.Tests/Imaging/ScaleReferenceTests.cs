using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Imaging;

public sealed class ScaleReferenceTests
{
    private static readonly ScaleReference Trained = new()
    {
        Tissue = new TissueLengths(56, 68, 76),
        Usual = new Binning(64),
        Frame = new RasterSize(84, 84),
        Owner = "the model's",
    };

    [Theory]
    [InlineData(0.5, 64)]
    [InlineData(0.65, 49)]
    [InlineData(32, 1)]
    [InlineData(1000, 1)]
    [InlineData(0.001, 4096)]
    public void Where_pixel_sizes_are_known_their_ratio_decides(double micrometresPerPixel, int expected)
    {
        ScaleReference reference = Trained with { MicrometresPerWorkingPixel = 32 };
        reference.ByPixelSize(micrometresPerPixel)!.Value.Binning.Factor.ShouldBe(expected);
    }

    [Fact]
    public void A_pixel_size_helps_only_where_the_other_slices_have_one() => Trained.ByPixelSize(0.1).ShouldBeNull();

    [Theory]
    [InlineData(68 * 64, 5000, 5000, 64)] // the usual binning
    [InlineData(56 * 64, 5000, 5000, 64)] // also where the tissue is short
    [InlineData(60 * 16, 1344, 1344, 16)] // a multiple of the frame
    [InlineData(75 * 5, 420, 420, 5)]
    [InlineData(58 * 2, 168, 168, 2)]
    [InlineData(57, 84, 84, 1)]
    [InlineData(68 * 15, 1400, 1300, 16)] // a power of two
    [InlineData(68 * 11, 1400, 1300, 11)] // the nearest
    [InlineData(20, 30, 30, 1)] // never less than 1
    public void Tissue_is_brought_to_the_length_of_the_other_slices(double length, int width, int height, int expected) =>
        Trained.ByTissue(length, new RasterSize(width, height)).Binning.Factor.ShouldBe(expected);

    [Fact]
    public void Without_tissue_the_frame_decides() =>
        Trained.ByTissue(0, new RasterSize(800, 840)).Binning.Factor.ShouldBe(10);

    [Theory]
    [InlineData(12, null, "expected tissue of 56 to 76 working pixels as the model's, got 12")]
    [InlineData(200, null, "got 200")]
    [InlineData(60, 64.0, "expected working pixels of 32 µm as the model's, got 64 µm")]
    [InlineData(60, 33.0, null)]
    [InlineData(40, null, null)]
    [InlineData(0, null, null)]
    public void Slices_of_another_scale_are_named(double length, double? side, string? expected)
    {
        string? warning = (Trained with { MicrometresPerWorkingPixel = 32 }).Judge(length, side);
        if (expected is null)
        {
            warning.ShouldBeNull();
        }
        else
        {
            warning.ShouldNotBeNull().ShouldContain(expected);
        }
    }
}
