namespace DeepSlice.Native.Torch;

/// <summary>Precision of convolutions; weights and sums are always 32-bit floating point.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>16-bit floating point with the exponent of 32-bit: faster if the processor has instructions for it.</summary>
    BFloat16,

    /// <summary>
    /// TensorFloat-32: 32-bit numbers whose significand is rounded to 11 bits in products, for tensor cores of NVIDIA devices since Ampere. The
    /// same as <see cref="Float32"/> on other devices.
    /// </summary>
    Tf32,
}
