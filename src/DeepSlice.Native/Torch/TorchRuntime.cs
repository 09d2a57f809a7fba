namespace DeepSlice.Native.Torch;

/// <summary>Settings and facts of the LibTorch in this process.</summary>
public static class TorchRuntime
{
    private static readonly Lock s_gate = new();

    /// <summary>LibTorch's version, as <c>1.13.1</c>.</summary>
    public static string Version => TorchInterop.VersionText();

    /// <summary>How LibTorch was built and which libraries it computes with, in its own words.</summary>
    public static string Configuration => TorchInterop.ConfigurationText();

    /// <summary>Number of CUDA devices LibTorch can use; 0 where it was built without CUDA.</summary>
    public static int CudaDeviceCount => TorchInterop.CudaDevices();

    /// <summary>Threads one operator may use.</summary>
    public static int Threads
    {
        get => TorchInterop.Threads();
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (s_gate)
            {
                TorchInterop.Check(TorchInterop.SetThreads(value), "set_num_threads");
            }
        }
    }

    /// <summary>
    /// Keeps freed memory with the process, because a training step or a batch of predictions asks for the same large blocks again and again, and counts
    /// subnormal numbers as zero. Cannot be undone; for programs that train or predict, called once before the first tensor.
    /// </summary>
    public static void KeepMemory() => TorchInterop.KeepMemory();
}
