using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native;
using DeepSlice.Native.Vips;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Vips;


[Collection("live images")]
public sealed class VipsImageTests
{
    [Fact]
    public void The_library_states_its_version()
    {
        VipsImage.Version.ShouldBeGreaterThan(new Version(8, 10));
    }

    [Fact]
    public void No_image_stays_alive_after_reading_good_bad_and_missing_files()
    {
        using var folder = new TemporaryFolder();
        long before = VipsImage.LiveCount;
        ImageFile.Write(folder["good.tif"], new Raster<float>(40, 30));
        File.WriteAllBytes(folder["cut.tif"], File.ReadAllBytes(folder["good.tif"])[..100]);
        for (int i = 0; i < 5; i++)
        {
            ImageFile.Read(folder["good.tif"]);
            Should.Throw<InvalidDataException>(() => ImageFile.Read(folder["cut.tif"]));
            Should.Throw<FileNotFoundException>(() => ImageFile.Read(folder["none.tif"]));
        }

        VipsImage.LiveCount.ShouldBe(before);
    }

    [Fact]
    public void An_open_image_is_counted_until_it_is_disposed()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["a.png"], new Raster<byte>(4, 4));
        long before = VipsImage.LiveCount;

        VipsImage image = VipsImage.Open(folder["a.png"]);
        VipsImage.LiveCount.ShouldBe(before + 1);
        image.Dispose();

        VipsImage.LiveCount.ShouldBe(before);
        Should.Throw<ObjectDisposedException>(() => image.Header);
    }

    [Fact]
    public void A_wrong_number_of_weights_or_of_results_is_refused_before_the_native_call()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["a.png"], new Raster<byte>(4, 4));
        using VipsImage image = VipsImage.Open(folder["a.png"]);
        AxisWeights axis = AxisWeights.BlockMean(4, 1);

        Should.Throw<ArgumentException>(() => image.Read([1, 1], axis, axis, new float[16])).Message.ShouldContain("expected a weight for each of 1 bands, got 2");
        Should.Throw<ArgumentException>(() => image.Read([1], axis, axis, new float[15])).Message.ShouldContain("4×4");
    }

    [Fact]
    public void An_axis_of_another_image_is_refused_by_the_native_side()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["a.png"], new Raster<byte>(4, 4));
        using VipsImage image = VipsImage.Open(folder["a.png"]);
        AxisWeights tooLong = AxisWeights.BlockMean(8, 2);

        Should.Throw<NativeException>(() => image.Read([1], tooLong, tooLong, new float[16])).Message.ShouldContain("outside the image");
    }

    [Fact]
    public void Samples_that_do_not_fill_the_picture_are_refused()
    {
        Should.Throw<ArgumentException>(() => VipsImage.WriteTiff<byte>("x.tif", new byte[5], 2, 3, 1)).Message.ShouldContain("got 5");
        Should.Throw<ArgumentException>(() => VipsImage.WriteTiff<double>("x.tif", new double[4], 2, 2, 1)).Message.ShouldContain("Double");
    }

    [Theory]
    [InlineData(100, 7, 3.5)]
    [InlineData(5, 64, 32)]
    [InlineData(1, 1, 0.5)]
    public void Weights_of_an_output_sum_to_one_and_stay_inside_the_axis(int inputs, int factor, double sigma)
    {
        AxisWeights axis = AxisWeights.SmoothedBlockMean(inputs, factor, sigma);
        int offset = 0;
        for (int output = 0; output < axis.Count; output++)
        {
            axis.Starts[output].ShouldBeGreaterThanOrEqualTo(0);
            (axis.Starts[output] + axis.Lengths[output]).ShouldBeLessThanOrEqualTo(inputs);
            axis.Weights.AsSpan(offset, axis.Lengths[output]).ToArray().Sum().ShouldBe(1, 1e-12);
            offset += axis.Lengths[output];
        }

        offset.ShouldBe(axis.Weights.Length);
    }
}
