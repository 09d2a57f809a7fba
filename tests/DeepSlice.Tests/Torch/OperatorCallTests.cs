using DeepSlice.Native;
using DeepSlice.Native.Torch;

namespace DeepSlice.Tests.Torch;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class OperatorCallTests
{
    [Fact]
    public void Arguments_left_out_take_the_defaults_of_the_schema()
    {
        using Tensor input = Tensor.From<float>([-100, 3], 2);
        using Tensor result = Call("aten::leaky_relu", "", input);

        result.ToArray<float>().ShouldBe([-1, 3]);
    }

    [Fact]
    public void An_overload_is_found_by_its_name()
    {
        using Tensor left = Tensor.From<float>([1, 2], 2);
        using Tensor right = Tensor.From<float>([10, 20], 2);
        using Tensor result = Call("aten::add", "Tensor", left, right);

        result.ToArray<float>().ShouldBe([11, 22]);
    }

    [Fact]
    public void Of_several_results_the_first_is_given_and_the_others_are_freed()
    {
        using Tensor input = Tensor.From<float>([1, 5, 7, 2], 2, 2);
        var call = new OperatorCall(new Operator("aten::max", "dim"));
        call.Add(input);
        call.Add(1L);
        using Tensor result = call.Run();

        result.ToArray<float>().ShouldBe([5, 7]);
    }

    [Fact]
    public void More_results_than_there_is_room_for_are_all_freed()
    {
        using Tensor input = Tensor.Zeros(TensorType.Float32, Device.Cpu, 5, 2);

        Should.Throw<NativeException>(() => Call("aten::unbind", "int", input)).Message.ShouldContain("more than 4 results");
    }

    [Fact]
    public void An_operator_that_gives_no_tensor_is_refused()
    {
        using Tensor input = Tensor.Zeros(TensorType.Float32, Device.Cpu, 5);

        Should.Throw<NativeException>(() => Call("aten::is_floating_point", "", input).Dispose()).Message.ShouldContain("aten::is_floating_point: expected a tensor, got none");
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_together_with_the_operator()
    {
        using Tensor left = Tensor.Zeros(TensorType.Float32, Device.Cpu, 2, 3);
        using Tensor right = Tensor.Zeros(TensorType.Float64, Device.Cpu, 4, 5);

        string message = Should.Throw<NativeException>(() => Aten.Add(left, right)).Message;

        message.ShouldStartWith("aten::add.Tensor(Float32[2×3], Float64[4×5]): ");
        message.ShouldContain("must match");
        message.ShouldNotContain("Exception raised from");
    }

    [Fact]
    public void A_tensor_list_that_does_not_fit_names_every_shape()
    {
        using Tensor left = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 3);
        using Tensor right = Tensor.Zeros(TensorType.Float32, Device.Cpu, 2, 4);

        Should.Throw<NativeException>(() => Aten.Cat([left, right], 0)).Message.ShouldContain("aten::cat(Float32[1×3], Float32[2×4])");
    }

    [Theory]
    [InlineData("aten::no_such_operator", "")]
    [InlineData("aten::add", "NoSuchOverload")]
    [InlineData("not even a name", "")]
    public void An_unknown_operator_is_named(string name, string overload)
    {
        using Tensor input = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);

        Should.Throw<NativeException>(() => Call(name, overload, input)).Message.ShouldContain(name);
    }

    [Fact]
    public void Too_many_arguments_are_counted()
    {
        using Tensor input = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);

        Should.Throw<NativeException>(() => Call("aten::relu", "", input, input)).Message.ShouldContain("takes 1 arguments, got 2");
    }

    [Fact]
    public void A_missing_argument_without_default_is_named()
    {
        using Tensor input = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);

        Should.Throw<NativeException>(() => Call("aten::add", "Tensor", input)).Message.ShouldContain("argument 'other' is missing");
    }

    [Fact]
    public void A_number_in_place_of_a_tensor_is_an_error_and_no_crash()
    {
        Should.Throw<NativeException>(() =>
        {
            var call = new OperatorCall(new Operator("aten::relu"));
            call.Add(3L);
            call.Run().Dispose();
        }).Message.ShouldContain("aten::relu");
    }

    [Fact]
    public void A_disposed_tensor_is_refused_and_its_neighbours_can_still_be_freed()
    {
        Tensor alive = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);
        Tensor dead = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);
        dead.Dispose();

        Should.Throw<ObjectDisposedException>(() => Aten.Add(alive, dead)).Message.ShouldContain("tensor 2 of aten::add.Tensor");

        long before = Tensor.LiveCount;
        alive.Dispose();
        Tensor.LiveCount.ShouldBe(before - 1);
    }

    [Fact]
    public void More_tensors_than_one_call_holds_are_refused()
    {
        using Tensor one = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);
        Tensor[] many = [.. Enumerable.Repeat(one, 15)];
        using Tensor joined = Aten.Cat(many.AsSpan(1), 0);

        joined.Shape.ShouldBe([14]);
        Should.Throw<ArgumentException>(() => Aten.Cat(many, 0)).Message.ShouldContain("expected at most 14 tensors for aten::cat, got 15");
    }

    private static Tensor Call(string name, string overload, params ReadOnlySpan<Tensor> inputs)
    {
        var call = new OperatorCall(new Operator(name, overload));
        foreach (Tensor input in inputs)
        {
            call.Add(input);
        }

        return call.Run();
    }
}
