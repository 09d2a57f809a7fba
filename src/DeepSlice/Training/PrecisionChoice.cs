namespace DeepSlice.Training;

/// <summary>How the precision of convolutions is chosen.</summary>
public enum PrecisionChoice
{
    /// <summary>Both are timed on the planned network before training; the faster one is taken.</summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>16-bit floating point with the exponent of 32-bit.</summary>
    BFloat16,
}
