using System.Reflection;
using DeepSlice.Native.Torch;
using DeepSlice.Native.Vips;
using Xunit.v3;

namespace DeepSlice.Tests;

/// <summary>Fails any test that leaks a tensor or a libvips image. For classes of <see cref="NativeObjectsCollection"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoNativeLeaksAttribute : BeforeAfterTestAttribute
{
    private long _tensors;
    private long _images;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Remember();

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Compare();

    internal void Remember()
    {
        // Objects dropped by earlier tests must not be finalised during the test, or they would offset its leaks.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        (_tensors, _images) = (Tensor.LiveCount, VipsImage.LiveCount);
    }

    internal void Compare()
    {
        (long tensors, long images) = (Tensor.LiveCount - _tensors, VipsImage.LiveCount - _images);
        if (tensors > 0 || images > 0)
        {
            Assert.Fail($"the test leaves {tensors} tensors and {images} images alive; dispose of them, or open a TensorScope");
        }
    }
}
