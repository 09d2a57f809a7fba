namespace DeepSlice.Native.Vips;

/// <summary>How one sample of an image is stored; the values are libvips' own.</summary>
internal enum VipsSampleType
{
    /// <summary>8 bits, 0 … 255.</summary>
    Byte = 0,

    /// <summary>8 bits, −128 … 127.</summary>
    SignedByte = 1,

    /// <summary>16 bits, 0 … 65535.</summary>
    UInt16 = 2,

    /// <summary>16 bits, −32768 … 32767.</summary>
    Int16 = 3,

    /// <summary>32 bits without sign.</summary>
    UInt32 = 4,

    /// <summary>32 bits with sign.</summary>
    Int32 = 5,

    /// <summary>32-bit floating point.</summary>
    Single = 6,

    /// <summary>32-bit floating-point pairs.</summary>
    ComplexSingle = 7,

    /// <summary>64-bit floating point.</summary>
    Double = 8,

    /// <summary>64-bit floating-point pairs.</summary>
    ComplexDouble = 9,
}
