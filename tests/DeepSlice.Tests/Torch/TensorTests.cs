using DeepSlice.Native;
using DeepSlice.Native.Torch;

namespace DeepSlice.Tests.Torch;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class TensorTests
{
    [Fact]
    public void Values_of_every_type_come_back_bit_for_bit()
    {
        ShouldRoundTrip([0f, -0f, float.NaN, float.Epsilon, float.NegativeInfinity, 1.5f], TensorType.Float32);
        ShouldRoundTrip([0d, double.MaxValue, double.Epsilon, double.NaN], TensorType.Float64);
        ShouldRoundTrip([long.MinValue, -1, 0, long.MaxValue], TensorType.Int64);
        ShouldRoundTrip<byte>([0, 1, 127, 128, 255], TensorType.UInt8);
        ShouldRoundTrip([true, false, true], TensorType.Boolean);
        ShouldRoundTrip([Half.MinValue, Half.Epsilon, (Half)0.1], TensorType.Float16);
    }

    [Fact]
    public void A_type_that_tensors_do_not_hold_is_refused()
    {
        Should.Throw<NotSupportedException>(() => Tensor.From<int>([1], 1)).Message.ShouldContain("Int32");
    }

    [Fact]
    public void Values_are_neither_written_nor_read_as_another_type_of_equal_size()
    {
        using Tensor tensor = Tensor.From<long>([1, 2], 2);

        Should.Throw<ArgumentException>(() => tensor.Write<double>([1, 2])).Message.ShouldContain("expected values of the tensor's type Int64, got Double");
        Should.Throw<ArgumentException>(() => tensor.ToArray<double>());
    }

    [Fact]
    public void Too_few_values_are_refused_with_both_sizes()
    {
        Should.Throw<NativeException>(() => Tensor.From<float>([1, 2, 3], 2, 2)).Message.ShouldContain("got 12 bytes, the tensor holds 16");
        using Tensor tensor = Tensor.Zeros(TensorType.Float32, Device.Cpu, 2, 2);
        Should.Throw<NativeException>(() => tensor.Read<float>(new float[5])).Message.ShouldContain("read(Float32[2×2])");
        Should.Throw<NativeException>(() => tensor.Scalar());
    }

    [Fact]
    public void A_negative_size_is_an_error_and_no_crash()
    {
        Should.Throw<NativeException>(() => Tensor.Zeros(TensorType.Float32, Device.Cpu, -1, 3)).Message.ShouldContain("empty");
        Should.Throw<NativeException>(() => Tensor.Zeros(TensorType.Float32, Device.Cpu, 1L << 40, 1L << 40));
    }

    [Fact]
    public void A_single_number_has_no_dimensions_and_an_empty_tensor_no_values()
    {
        using Tensor number = Tensor.From<float>([4]);
        using Tensor empty = Tensor.Zeros(TensorType.Float32, Device.Cpu, 3, 0);

        number.Shape.ShouldBeEmpty();
        number.Count.ShouldBe(1);
        number.Scalar().ShouldBe(4);
        empty.Count.ShouldBe(0);
        empty.ToArray<float>().ShouldBeEmpty();
    }

    [Fact]
    public void Strided_memory_is_read_and_written_in_row_major_order()
    {
        using var scope = new TensorScope();
        Tensor image = Tensor.From<float>([1, 2, 3, 4, 5, 6, 7, 8], 1, 2, 2, 2).ChannelsLast();
        image.ToArray<float>().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);

        image.Write<float>([8, 7, 6, 5, 4, 3, 2, 1]);

        image.ToArray<float>().ShouldBe([8, 7, 6, 5, 4, 3, 2, 1]);
        Aten.Transpose(image, 2, 3).ToArray<float>().ShouldBe([8, 6, 7, 5, 4, 2, 3, 1]);
    }

    [Fact]
    public void Conversion_changes_the_type_and_keeps_what_it_can_hold()
    {
        using var scope = new TensorScope();
        Tensor tensor = Tensor.From<float>([1.00390625f, -2], 2);

        Tensor narrow = tensor.To(TensorType.BFloat16, Device.Cpu);

        narrow.Type.ShouldBe(TensorType.BFloat16);
        narrow.To(TensorType.Float32, Device.Cpu).ToArray<float>().ShouldBe([1, -2]);
        tensor.To(TensorType.Int64, Device.Cpu).ToArray<long>().ShouldBe([1, -2]);
    }

    [Fact]
    public void Gradients_of_a_parameter_add_up_in_the_memory_given()
    {
        using var scope = new TensorScope();
        Tensor values = Tensor.From<float>([2, 3], 2);
        Tensor gradient = Tensor.From<float>([100, 100], 2);
        Tensor parameter = values.AsParameter(gradient);

        Aten.Sum(Aten.Multiply(parameter, parameter)).Backward();
        gradient.ToArray<float>().ShouldBe([104, 106]);
        Aten.Sum(Aten.Multiply(parameter, parameter)).Backward();
        gradient.ToArray<float>().ShouldBe([108, 112]);
        parameter.Gradient()!.ToArray<float>().ShouldBe([108, 112]);
    }

    [Fact]
    public void A_parameter_shares_the_memory_of_its_values()
    {
        using var scope = new TensorScope();
        Tensor values = Tensor.From<float>([2, 3], 2);
        Tensor parameter = values.AsParameter(Tensor.Zeros(TensorType.Float32, Device.Cpu, 2));

        Aten.Fill(values, 7);

        parameter.ToArray<float>().ShouldBe([7, 7]);
    }

    [Fact]
    public void Gradient_memory_of_another_shape_or_type_is_refused()
    {
        using var scope = new TensorScope();
        Tensor values = Tensor.Zeros(TensorType.Float32, Device.Cpu, 2);
        Tensor longer = Tensor.Zeros(TensorType.Float32, Device.Cpu, 3);
        Tensor wider = Tensor.Zeros(TensorType.Float64, Device.Cpu, 2);

        Should.Throw<NativeException>(() => values.AsParameter(longer)).Message.ShouldContain("parameter(Float32[2], Float32[3])");
        Should.Throw<NativeException>(() => values.AsParameter(wider));
    }

    [Fact]
    public void Gradients_reach_leaves_that_asked_for_them_and_no_others()
    {
        using var scope = new TensorScope();
        Tensor asked = Tensor.From<float>([2], 1);
        Tensor silent = Tensor.From<float>([5], 1);
        asked.RequireGradient();
        asked.Gradient().ShouldBeNull();

        Aten.Sum(Aten.Multiply(asked, silent)).Backward();

        asked.Gradient()!.ToArray<float>().ShouldBe([5]);
        silent.Gradient().ShouldBeNull();
    }

    [Fact]
    public void Backward_without_anything_to_differentiate_is_an_error()
    {
        using Tensor tensor = Tensor.From<float>([1]);

        Should.Throw<NativeException>(tensor.Backward).Message.ShouldContain("backward(Float32[])");
    }

    [Fact]
    public void A_disposed_tensor_is_refused_and_may_be_disposed_of_again()
    {
        Tensor tensor = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1);
        tensor.Dispose();
        tensor.Dispose();

        Should.Throw<ObjectDisposedException>(() => tensor.Shape);
        Should.Throw<ObjectDisposedException>(() => tensor.ToArray<float>());
    }

    private static void ShouldRoundTrip<T>(T[] values, TensorType type)
        where T : unmanaged
    {
        using Tensor tensor = Tensor.From<T>(values, values.Length);
        tensor.Type.ShouldBe(type);
        tensor.Device.ShouldBe(Device.Cpu);
        tensor.ToArray<T>().ShouldBe(values);
    }
}
