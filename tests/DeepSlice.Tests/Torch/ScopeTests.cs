using DeepSlice.Native.Torch;

namespace DeepSlice.Tests.Torch;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class ScopeTests
{
    [Fact]
    public void A_scope_frees_what_was_made_in_it_and_nothing_else()
    {
        using Tensor outside = Zero();
        Tensor inside;
        using (new TensorScope())
        {
            inside = Zero();
        }

        Should.Throw<ObjectDisposedException>(() => inside.Shape);
        outside.Shape.ShouldBe([1]);
    }

    [Fact]
    public void A_kept_tensor_passes_to_the_scope_around_and_from_the_outermost_to_the_caller()
    {
        Tensor once;
        Tensor twice;
        using (var outer = new TensorScope())
        {
            using (var inner = new TensorScope())
            {
                once = inner.Keep(Zero());
                twice = inner.Keep(Zero());
            }

            once.Shape.ShouldBe([1]);
            outer.Keep(twice);
        }

        Should.Throw<ObjectDisposedException>(() => once.Shape);
        twice.Shape.ShouldBe([1]);
        twice.Dispose();
    }

    [Fact]
    public void An_outer_scope_can_keep_while_an_inner_one_is_open()
    {
        Tensor kept;
        using (var outer = new TensorScope())
        {
            Tensor made = Zero();
            using (new TensorScope())
            {
                kept = outer.Keep(made);
            }
        }

        kept.Shape.ShouldBe([1]);
        kept.Dispose();
    }

    [Fact]
    public void Keeping_a_tensor_of_elsewhere_changes_nothing()
    {
        using Tensor outside = Zero();
        using (var scope = new TensorScope())
        {
            scope.Keep(outside).ShouldBeSameAs(outside);
        }

        outside.Shape.ShouldBe([1]);
    }

    [Fact]
    public void Scopes_closed_out_of_order_are_refused_and_lose_nothing()
    {
        var outer = new TensorScope();
        Zero();
        var inner = new TensorScope();
        Zero();

        string message = "";
        try
        {
            outer.Dispose();
        }
        catch (InvalidOperationException error)
        {
            message = error.Message;
        }

        message.ShouldContain("close the inner scope first");
        inner.Dispose();
        outer.Dispose();
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        Tensor? other = null;
        using (new TensorScope())
        {
            var thread = new Thread(() => other = Zero());
            thread.Start();
            thread.Join();
        }

        other!.Shape.ShouldBe([1]);
        other.Dispose();
    }

    [Fact]
    public void Operations_are_not_recorded_while_gradients_are_off_and_are_again_afterwards()
    {
        using var scope = new TensorScope();
        Tensor leaf = Tensor.From<float>([2], 1);
        leaf.RequireGradient();
        Tensor frozen;
        using (new NoGradientScope())
        {
            using (new NoGradientScope())
            {
                Aten.Multiply(leaf, 3);
            }

            frozen = Aten.Sum(Aten.Multiply(leaf, 3)); // the inner scope must not have switched recording on
        }

        Should.Throw<Native.NativeException>(frozen.Backward);
        Aten.Sum(Aten.Multiply(leaf, 3)).Backward();
        leaf.Gradient()!.Scalar().ShouldBe(3);
    }

    [Fact]
    public void Autocast_restores_what_was_before_it()
    {
        using var scope = new TensorScope();
        ConvolutionType().ShouldBe(TensorType.Float32);
        using (new AutocastScope(Precision.BFloat16, Device.Cpu))
        {
            ConvolutionType().ShouldBe(TensorType.BFloat16);
            using (new AutocastScope(Precision.Float32, Device.Cpu))
            {
                ConvolutionType().ShouldBe(TensorType.Float32);
            }

            using (new AutocastScope(Precision.BFloat16, Device.Cpu))
            {
            }

            ConvolutionType().ShouldBe(TensorType.BFloat16);
        }

        ConvolutionType().ShouldBe(TensorType.Float32);
    }

    private static TensorType ConvolutionType()
    {
        Tensor image = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 1, 3, 3);
        return Aten.Conv2d(image, Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 1, 3, 3), null).Type;
    }

    private static Tensor Zero() => Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);
}
