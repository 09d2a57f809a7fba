namespace DeepSlice.Native.Torch;

/// <summary>The meaning of an argument's bits; lists are stored in a separate array at the offset in the bits.</summary>
internal enum ArgumentKind
{
    None,
    Tensor,
    Integer,
    Real,
    Flag,
    Integers,
    Tensors,
}
