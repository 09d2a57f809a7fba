namespace DeepSlice.Training;

/// <summary>Precision of convolutions during training.</summary>
public enum PrecisionChoice
{
    /// <summary><see cref="Float32"/> or <see cref="BFloat16"/>, whichever trains the planned network faster in a short trial before training.</summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>16-bit floating point with the exponent of 32-bit.</summary>
    BFloat16,

    /// <summary>TensorFloat-32 on CUDA devices: 32-bit numbers whose significand is rounded to 11 bits in products. Refused on the processor.</summary>
    Tf32,
}
