using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace DeepSlice.Native.Torch;

/// <summary>The device that stores tensors and computes with them.</summary>
public readonly record struct Device
{
    private readonly int _cudaNumber;

    private Device(int cudaNumber) => _cudaNumber = cudaNumber;

    /// <summary>The CPU.</summary>
    public static Device Cpu => default;

    /// <summary>Whether this is a GPU.</summary>
    public bool IsCuda => _cudaNumber > 0;

    /// <summary>The fastest precision that does not change predictions noticeably.</summary>
    /// <value>
    /// <see cref="Precision.BFloat16"/> on processors with instructions for it (AVX512-BF16), elsewhere <see cref="Precision.Float32"/>, because
    /// LibTorch emulates it there, which is slower. It is the same for every run on a machine.
    /// </value>
    public Precision FastPrecision => !IsCuda && HasBFloat16Instructions() ? Precision.BFloat16 : Precision.Float32;

    /// <summary>LibTorch's index: −1 for the CPU.</summary>
    internal int CudaIndex => _cudaNumber - 1;

    /// <summary>A CUDA device.</summary>
    /// <param name="index">0 for the first.</param>
    public static Device Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new Device(index + 1);
    }

    /// <summary>Reads a device's name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>, or <c>auto</c>: CUDA if there is a device, otherwise the CPU.</param>
    /// <exception cref="ArgumentException">The name is none of these, or the device does not exist.</exception>
    public static Device Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int available = TorchRuntime.CudaDeviceCount;
        if (name is "cpu" || (name is "auto" && available == 0))
        {
            return Cpu;
        }

        if (name is "auto" or "cuda")
        {
            name = "cuda:0";
        }

        if (!name.StartsWith("cuda:", StringComparison.Ordinal) || !int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            throw new ArgumentException($"expected device auto, cpu, cuda or cuda:N, got '{name}'", nameof(name));
        }

        return index < available
            ? Cuda(index)
            : throw new ArgumentException($"expected one of the {available} CUDA devices of this machine, got '{name}'; use cpu or auto", nameof(name));
    }

    // Bit 5 of EAX of leaf 7, subleaf 1: AVX512_BF16 (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, CPUID). The runtime's
    // own check tells whether the operating system saves the wide registers.
    private static bool HasBFloat16Instructions() =>
        Avx512BW.IsSupported && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    /// <inheritdoc />
    public override string ToString() => IsCuda ? FormattableString.Invariant($"cuda:{CudaIndex}") : "cpu";

    internal static Device FromCudaIndex(int index) => new(index + 1);
}
