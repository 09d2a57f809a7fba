using System.Runtime.InteropServices;

namespace DeepSlice.Native.Torch;

/// <summary>An n-dimensional array of LibTorch.</summary>
/// <remarks>
/// Owns native memory. A tensor created within a <see cref="TensorScope"/> of its thread is freed with that scope unless kept;
/// outside a scope, the caller disposes it. Not thread-safe.
/// </remarks>
internal sealed class Tensor : IDisposable
{
    internal const int MaximumDimensions = 8;

    internal Tensor(TensorHandle handle)
    {
        Handle = handle;
        TensorScope.Register(this);
    }

    /// <summary>Sizes of the dimensions, outermost first.</summary>
    public long[] Shape => Describe().Shape;

    /// <summary>Type of the values.</summary>
    public TensorType Type => Describe().Type;

    /// <summary>Device of the values.</summary>
    public Device Device => Describe().Device;

    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Number of tensors alive in the process.</summary>
    public static long LiveCount
    {
        get
        {
            TorchInterop.Check(TorchInterop.LiveTensors(out long count), "live_tensors");
            return count;
        }
    }

    internal TensorHandle Handle { get; }

    /// <summary>Creates a tensor with undefined values.</summary>
    /// <param name="type">Type of the values.</param>
    /// <param name="device">Where to put it.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public static Tensor Empty(TensorType type, Device device, params ReadOnlySpan<long> shape)
    {
        TorchInterop.Check(TorchInterop.Empty(shape, shape.Length, (int)type, device.CudaIndex, out TensorHandle handle), "empty");
        return new Tensor(handle);
    }

    /// <summary>Creates a tensor of zeros.</summary>
    /// <param name="type">Type of the values.</param>
    /// <param name="device">Where to put it.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public static Tensor Zeros(TensorType type, Device device, params ReadOnlySpan<long> shape)
    {
        Tensor tensor = Empty(type, device, shape);
        tensor.Zero();
        return tensor;
    }

    /// <summary>Creates a tensor on the CPU from values in row-major order.</summary>
    /// <typeparam name="T">Type of the values and of the tensor.</typeparam>
    /// <param name="values">As many values as the shape holds; copied.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    /// <exception cref="NativeException">The number of values differs from the shape's.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        Tensor tensor = Empty(TypeOf<T>(), Device.Cpu, shape);
        try
        {
            tensor.Write(values);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Overwrites all values.</summary>
    /// <typeparam name="T">The tensor's own type.</typeparam>
    /// <param name="values">Values in row-major order.</param>
    /// <exception cref="ArgumentException">The values are of another type than the tensor's.</exception>
    /// <exception cref="NativeException">The number of bytes differs from the tensor's.</exception>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        RequireType<T>(nameof(values));
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        TorchInterop.Check(TorchInterop.Write(Handle, bytes, bytes.Length), "write", Handle);
    }

    /// <summary>Copies all values out, from any device and any memory layout.</summary>
    /// <typeparam name="T">The tensor's own type.</typeparam>
    /// <param name="values">Buffer of exactly the tensor's number of values; filled in row-major order.</param>
    /// <exception cref="ArgumentException">The values are of another type than the tensor's.</exception>
    /// <exception cref="NativeException">The number of bytes differs from the tensor's.</exception>
    public void Read<T>(Span<T> values)
        where T : unmanaged
    {
        RequireType<T>(nameof(values));
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        TorchInterop.Check(TorchInterop.Read(Handle, bytes, bytes.Length), "read", Handle);
    }

    /// <summary>All values in row-major order.</summary>
    /// <typeparam name="T">The tensor's own type.</typeparam>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        var values = new T[Count];
        Read<T>(values);
        return values;
    }

    /// <summary>The value of a tensor of one 32-bit floating-point number.</summary>
    public float Scalar()
    {
        float value = 0;
        Read(new Span<float>(ref value));
        return value;
    }

    /// <summary>The same values as another type or on another device.</summary>
    /// <param name="type">Type of the result.</param>
    /// <param name="device">Device of the result.</param>
    /// <returns>A new handle; shares memory if nothing changes.</returns>
    public Tensor To(TensorType type, Device device)
    {
        TorchInterop.Check(TorchInterop.To(Handle, (int)type, device.CudaIndex, out TensorHandle result), "to", Handle);
        return new Tensor(result);
    }

    /// <summary>The same values with the channels of (N, C, H, W) innermost in memory, which convolutions read faster.</summary>
    public Tensor ChannelsLast()
    {
        TorchInterop.Check(TorchInterop.ChannelsLast(Handle, out TensorHandle result), "channels_last", Handle);
        return new Tensor(result);
    }

    /// <summary>A leaf of the graph sharing this tensor's memory, whose gradient is accumulated in given memory.</summary>
    /// <param name="gradient">Receives the gradient; same shape, type and device.</param>
    public Tensor AsParameter(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        TorchInterop.Check(TorchInterop.Parameter(Handle, gradient.Handle, out TensorHandle result), "parameter", Handle, gradient.Handle);
        return new Tensor(result);
    }

    /// <summary>Requests that <see cref="Backward"/> computes this tensor's gradient.</summary>
    public void RequireGradient() => TorchInterop.Check(TorchInterop.RequireGradient(Handle), "requires_grad", Handle);

    /// <summary>The gradient computed by <see cref="Backward"/>; null if there is none.</summary>
    /// <returns>A new handle on the gradient's own memory.</returns>
    public Tensor? Gradient()
    {
        TorchInterop.Check(TorchInterop.Gradient(Handle, out TensorHandle result), "grad", Handle);
        return result.IsInvalid ? null : new Tensor(result);
    }

    /// <summary>Computes the gradients of this scalar with respect to every leaf that requires them.</summary>
    public void Backward() => TorchInterop.Check(TorchInterop.Backward(Handle), "backward", Handle);

    /// <summary>Sets every value to 0.</summary>
    public void Zero() => Aten.Zero(this);

    /// <summary>Frees the native tensor.</summary>
    public void Dispose() => Handle.Dispose();

    private (long[] Shape, TensorType Type, Device Device) Describe()
    {
        Span<long> sizes = stackalloc long[MaximumDimensions];
        TorchInterop.Check(TorchInterop.Describe(Handle, sizes, sizes.Length, out int dimensions, out int type, out int cudaIndex), "describe", Handle);
        return (sizes[..dimensions].ToArray(), (TensorType)type, Device.FromCudaIndex(cudaIndex));
    }

    private void RequireType<T>(string name)
        where T : unmanaged
    {
        TensorType type = Type;
        if (TypeOf<T>() != type)
        {
            throw new ArgumentException($"expected values of the tensor's type {type}, got {typeof(T).Name}; convert it with To first", name);
        }
    }

    private static TensorType TypeOf<T>()
        where T : unmanaged => default(T) switch
        {
            float => TensorType.Float32,
            double => TensorType.Float64,
            long => TensorType.Int64,
            byte => TensorType.UInt8,
            bool => TensorType.Boolean,
            Half => TensorType.Float16,
            _ => throw new NotSupportedException($"expected values of type float, double, long, byte, bool or Half, got {typeof(T).Name}"),
        };
}
