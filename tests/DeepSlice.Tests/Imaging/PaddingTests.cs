using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Tests.Imaging;

public sealed class PaddingTests
{
    [Fact]
    public void Content_lies_in_the_centre_of_zeros()
    {
        var padding = new Padding(new RasterSize(2, 1), new RasterSize(5, 3));

        Raster<byte> padded = padding.Pad(new Raster<byte>(2, 1, [8, 9]));

        (padding.OffsetX, padding.OffsetY).ShouldBe((1, 1));
        padded.Pixels.ToArray().ShouldBe([0, 0, 0, 0, 0, 0, 8, 9, 0, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Cropping_gives_back_what_was_padded()
    {
        var random = new RandomStream(4);
        for (int round = 0; round < 50; round++)
        {
            Raster<float> content = TestImages.Noise(1 + random.Below(9), 1 + random.Below(9), (ulong)round);
            var padding = new Padding(content.Size, new RasterSize(content.Width + random.Below(9), content.Height + random.Below(9)));

            padding.Crop(padding.Pad(content)).Pixels.SequenceEqual(content.Pixels).ShouldBeTrue($"round {round}, {padding}");
        }
    }

    [Fact]
    public void A_frame_smaller_than_its_content_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Padding(new RasterSize(5, 5), new RasterSize(9, 4))).Message.ShouldContain("9×4");
    }

    [Fact]
    public void A_raster_of_another_size_is_refused()
    {
        var padding = new Padding(new RasterSize(2, 2), new RasterSize(4, 4));

        Should.Throw<ArgumentException>(() => padding.Pad(new Raster<byte>(3, 2))).Message.ShouldContain("got 3×2");
        Should.Throw<ArgumentException>(() => padding.Crop(new Raster<byte>(2, 2))).Message.ShouldContain("expected a raster of 4×4");
    }
}
