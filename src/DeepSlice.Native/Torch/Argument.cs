using System.Runtime.InteropServices;

namespace DeepSlice.Native.Torch;

/// <summary>One argument of an operator in the native layout.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Argument(ArgumentKind kind, int count, long bits)
{
    public readonly ArgumentKind Kind = kind;
    public readonly int Count = count;
    public readonly long Bits = bits;
}
