namespace DeepSlice.Formats;

/// <summary>Type of the elements of a NumPy array.</summary>
internal enum NpyElementType
{
    /// <summary>NumPy's <c>b1</c>: truth values.</summary>
    Bool,

    /// <summary>NumPy's <c>u1</c>.</summary>
    UInt8,

    /// <summary>NumPy's <c>u2</c>.</summary>
    UInt16,

    /// <summary>NumPy's <c>u4</c>.</summary>
    UInt32,

    /// <summary>NumPy's <c>u8</c>.</summary>
    UInt64,

    /// <summary>NumPy's <c>i1</c>.</summary>
    Int8,

    /// <summary>NumPy's <c>i2</c>.</summary>
    Int16,

    /// <summary>NumPy's <c>i4</c>.</summary>
    Int32,

    /// <summary>NumPy's <c>i8</c>.</summary>
    Int64,

    /// <summary>NumPy's <c>f2</c>.</summary>
    Float16,

    /// <summary>NumPy's <c>f4</c>.</summary>
    Float32,

    /// <summary>NumPy's <c>f8</c>.</summary>
    Float64,
}
