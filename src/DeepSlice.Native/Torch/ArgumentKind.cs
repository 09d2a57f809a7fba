namespace DeepSlice.Native.Torch;

/// <summary>What an argument's bits mean; lists lie in a side array at the offset the bits give.</summary>
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
