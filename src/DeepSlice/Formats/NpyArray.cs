using System.Collections.ObjectModel;
using System.Numerics;
using System.Runtime.InteropServices;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>A NumPy array in memory, in C order.</summary>
internal sealed class NpyArray
{
    private readonly byte[] _littleEndian;

    internal NpyArray(NpyElementType elementType, int[] shape, byte[] littleEndian)
    {
        ElementType = elementType;
        Shape = shape.AsReadOnly();
        _littleEndian = littleEndian;
    }

    /// <summary>Type of the elements as stored.</summary>
    public NpyElementType ElementType { get; }

    /// <summary>Length of each axis, the slowest first; empty for a single number.</summary>
    public ReadOnlyCollection<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _littleEndian.Length / NpyHeader.SizeOf(ElementType);

    /// <summary>All elements in C order.</summary>
    /// <typeparam name="T">Type to convert to; truth values become 0 and 1.</typeparam>
    /// <exception cref="OverflowException">An element does not fit <typeparamref name="T"/>.</exception>
    public T[] ToArray<T>()
        where T : unmanaged, INumber<T>
    {
        var result = new T[Count];
        Convert(0, result);
        return result;
    }

    /// <summary>One image of a stack.</summary>
    /// <typeparam name="T">Type to convert to; truth values become 0 and 1.</typeparam>
    /// <param name="index">Index in the stack, 0 … Shape[0] − 1.</param>
    /// <exception cref="InvalidOperationException">The array is not a stack of shape (N, H, W).</exception>
    /// <exception cref="OverflowException">An element does not fit <typeparamref name="T"/>.</exception>
    public Raster<T> Image<T>(int index)
        where T : unmanaged, INumber<T>
    {
        if (Shape.Count != 3)
        {
            throw new InvalidOperationException($"expected 3 axes of a stack of images, got {Shape.Count}");
        }

        Ensure.InRange(index, 0, Shape[0] - 1);
        var result = new Raster<T>(Shape[2], Shape[1]);
        Convert(index * result.Pixels.Length, result.Pixels);
        return result;
    }

    private void Convert<T>(int first, Span<T> result)
        where T : unmanaged, INumber<T>
    {
        switch (ElementType)
        {
            case NpyElementType.Bool or NpyElementType.UInt8:
                ConvertFrom<byte, T>(first, result);
                break;
            case NpyElementType.UInt16:
                ConvertFrom<ushort, T>(first, result);
                break;
            case NpyElementType.UInt32:
                ConvertFrom<uint, T>(first, result);
                break;
            case NpyElementType.UInt64:
                ConvertFrom<ulong, T>(first, result);
                break;
            case NpyElementType.Int8:
                ConvertFrom<sbyte, T>(first, result);
                break;
            case NpyElementType.Int16:
                ConvertFrom<short, T>(first, result);
                break;
            case NpyElementType.Int32:
                ConvertFrom<int, T>(first, result);
                break;
            case NpyElementType.Int64:
                ConvertFrom<long, T>(first, result);
                break;
            case NpyElementType.Float16:
                ConvertFrom<Half, T>(first, result);
                break;
            case NpyElementType.Float32:
                ConvertFrom<float, T>(first, result);
                break;
            default:
                ConvertFrom<double, T>(first, result);
                break;
        }
    }

    private void ConvertFrom<TStored, T>(int first, Span<T> result)
        where TStored : unmanaged, INumber<TStored>
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(_littleEndian).Slice(first, result.Length);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = T.CreateChecked(stored[i]);
        }
    }
}
