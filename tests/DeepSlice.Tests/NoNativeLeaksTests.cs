using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Native.Vips;
using DeepSlice.Tests.Formats;
using Xunit.Sdk;

namespace DeepSlice.Tests;

[Collection(NativeObjectsCollection.Name)]
public sealed class NoNativeLeaksTests
{
    private readonly NoNativeLeaksAttribute _attribute = new();

    [Fact]
    public void A_tensor_left_alive_fails_the_test()
    {
        _attribute.Remember();
        using Tensor left = Tensor.Zeros(TensorType.Float32, Device.Cpu, 2);

        Should.Throw<FailException>(_attribute.Compare).Message.ShouldContain("1 tensors and 0 images");
    }

    [Fact]
    public void An_image_left_alive_fails_the_test()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["a.png"], new Raster<byte>(2, 2));
        _attribute.Remember();
        using VipsImage left = VipsImage.Open(folder["a.png"]);

        Should.Throw<FailException>(_attribute.Compare).Message.ShouldContain("0 tensors and 1 images");
    }

    [Fact]
    public void A_test_that_cleans_up_passes()
    {
        _attribute.Remember();
        Tensor.Zeros(TensorType.Float32, Device.Cpu, 2).Dispose();

        Should.NotThrow(_attribute.Compare);
    }
}
