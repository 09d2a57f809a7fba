namespace DeepSlice.Training;

/// <summary>Precision of convolutions during training.</summary>
public enum PrecisionChoice
{
    /// <summary>Both are timed on the planned network before training, and the faster one is used.</summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>16-bit floating point with the exponent of 32-bit.</summary>
    BFloat16,
}
