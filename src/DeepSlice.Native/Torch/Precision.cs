namespace DeepSlice.Native.Torch;

/// <summary>Bits that convolutions are computed in; weights and sums stay 32-bit.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>16-bit floating point with the exponent of 32-bit: faster where the processor has instructions for it.</summary>
    BFloat16,
}
