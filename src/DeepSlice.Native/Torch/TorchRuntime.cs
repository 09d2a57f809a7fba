using System.Runtime.InteropServices;

namespace DeepSlice.Native.Torch;

/// <summary>Settings and version of LibTorch in this process.</summary>
internal static class TorchRuntime
{
    private static readonly Lock s_gate = new();

    /// <summary>LibTorch's version, for example <c>1.13.1</c>.</summary>
    public static string Version
    {
        get
        {
            TorchInterop.Check(TorchInterop.Version(out nint text), "version");
            return Marshal.PtrToStringUTF8(text)!;
        }
    }

    /// <summary>How LibTorch was built and which libraries it uses, as LibTorch describes it.</summary>
    public static string Configuration
    {
        get
        {
            TorchInterop.Check(TorchInterop.Configuration(out nint text), "show_config");
            return Marshal.PtrToStringUTF8(text)!;
        }
    }

    /// <summary>Number of CUDA devices that LibTorch can use; 0 if it was built without CUDA or the driver does not respond.</summary>
    public static int CudaDeviceCount => TorchInterop.CudaDevices(out int count) == 0 ? count : 0;

    /// <summary>Maximal number of threads of one operator.</summary>
    public static int Threads
    {
        get
        {
            TorchInterop.Check(TorchInterop.Threads(out int count), "get_num_threads");
            return count;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (s_gate)
            {
                TorchInterop.Check(TorchInterop.SetThreads(value), "set_num_threads");
            }
        }
    }

    /// <summary>Makes waiting threads of an operator sleep instead of spinning, so that other programs can use the core.</summary>
    /// <remarks>
    /// Changes the environment of the process, which OpenMP and OpenBLAS read when they are loaded: for the main function of a program, before the
    /// first use of LibTorch. Variables that the user has set keep their values.
    /// </remarks>
    public static void WaitPassively()
    {
        ProcessEnvironment.SetDefault("OMP_WAIT_POLICY", "PASSIVE");
        ProcessEnvironment.SetDefault("OPENBLAS_THREAD_TIMEOUT", "4"); // 2⁴ cycles, the shortest
    }

    /// <summary>
    /// Keeps freed memory in the process, because training steps and batches of predictions allocate the same large blocks again and again, and
    /// treats subnormal numbers as zero.
    /// </summary>
    /// <remarks>Changes the whole process and cannot be undone: for the main function of programs that train or predict, before the first tensor.</remarks>
    public static void KeepMemory() => TorchInterop.Check(TorchInterop.KeepMemory(), "keep_memory");
}
