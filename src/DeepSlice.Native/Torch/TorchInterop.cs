using System.Runtime.InteropServices;

namespace DeepSlice.Native.Torch;

/// <summary>The functions of native/torch.</summary>
internal static unsafe partial class TorchInterop
{
    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_last_error")]
    private static partial byte* LastError();

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_find_operator", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindOperator(string name, string overload, out nint result);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_call")]
    public static partial int Call(nint op, Argument* arguments, int argumentCount, long* words, nint* results, int capacity, out int resultCount);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_empty")]
    public static partial int Empty(ReadOnlySpan<long> sizes, int dimensions, int type, int cudaIndex, out TensorHandle result);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_free")]
    public static partial int Free(nint tensor);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_live_tensors")]
    public static partial int LiveTensors(out long count);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_describe")]
    public static partial int Describe(TensorHandle tensor, Span<long> sizes, int capacity, out int dimensions, out int type, out int cudaIndex);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_write")]
    public static partial int Write(TensorHandle tensor, ReadOnlySpan<byte> data, long bytes);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_read")]
    public static partial int Read(TensorHandle tensor, Span<byte> data, long bytes);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_to")]
    public static partial int To(TensorHandle tensor, int type, int cudaIndex, out TensorHandle result);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_channels_last")]
    public static partial int ChannelsLast(TensorHandle tensor, out TensorHandle result);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_parameter")]
    public static partial int Parameter(TensorHandle tensor, TensorHandle gradient, out TensorHandle result);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_require_gradient")]
    public static partial int RequireGradient(TensorHandle tensor);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_gradient")]
    public static partial int Gradient(TensorHandle tensor, out TensorHandle result);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_backward")]
    public static partial int Backward(TensorHandle tensor);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_set_gradients")]
    public static partial int SetGradients(int enabled, out int before);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_set_autocast")]
    public static partial int SetAutocast(int enabled, int type, int cuda, out int before);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_save_script", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SaveScript(string path, string source, string names, ReadOnlySpan<nint> tensors, int count, string textName, string text);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_set_threads")]
    public static partial int SetThreads(int count);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_threads")]
    public static partial int Threads(out int count);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_set_tf32")]
    public static partial int SetTf32(int enabled);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_keep_memory")]
    public static partial int KeepMemory();

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_cuda_devices")]
    public static partial int CudaDevices(out int count);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_version")]
    public static partial int Version(out nint text);

    [LibraryImport(NativeLibraries.Torch, EntryPoint = "ds_torch_configuration")]
    public static partial int Configuration(out nint text);

    /// <summary>Throws an exception that names the operation and its inputs' shapes if a status is not 0.</summary>
    public static void Check(int status, string operation, params ReadOnlySpan<TensorHandle?> inputs)
    {
        if (status != 0)
        {
            throw Failure(operation, inputs);
        }
    }

    private static NativeException Failure(string operation, ReadOnlySpan<TensorHandle?> inputs)
    {
        string words = Marshal.PtrToStringUTF8((nint)LastError()) ?? "";
        int trace = words.IndexOf("\nException raised from", StringComparison.Ordinal);
        words = (trace < 0 ? words : words[..trace]).Trim();
        var shapes = new List<string>();
        foreach (TensorHandle? input in inputs)
        {
            if (input is { IsInvalid: false, IsClosed: false })
            {
                shapes.Add(ShapeText(input));
            }
        }

        return new NativeException($"{operation}({string.Join(", ", shapes)}): {words}");
    }

    private static string ShapeText(TensorHandle tensor)
    {
        Span<long> sizes = stackalloc long[Tensor.MaximumDimensions];
        return Describe(tensor, sizes, sizes.Length, out int dimensions, out int type, out _) == 0
            ? $"{(TensorType)type}[{string.Join("×", sizes[..dimensions].ToArray())}]"
            : "?";
    }
}
