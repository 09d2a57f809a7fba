namespace DeepSlice.Native.Torch;

/// <summary>Type of a tensor's values; the numbers are LibTorch's own.</summary>
internal enum TensorType
{
    /// <summary>Unsigned 8-bit whole numbers.</summary>
    UInt8 = 0,

    /// <summary>Signed 64-bit whole numbers.</summary>
    Int64 = 4,

    /// <summary>IEEE 16-bit floating point.</summary>
    Float16 = 5,

    /// <summary>IEEE 32-bit floating point.</summary>
    Float32 = 6,

    /// <summary>IEEE 64-bit floating point.</summary>
    Float64 = 7,

    /// <summary>True or false, one byte each.</summary>
    Boolean = 11,

    /// <summary>16-bit floating point with the exponent of 32-bit.</summary>
    BFloat16 = 15,
}
