using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepSlice.Formats;

/// <summary>NumPy's <c>.npy</c> files: versions 1 to 3, C and Fortran order, either byte order; pickled objects are refused.</summary>
internal static class NpyFile
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads a whole array.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, truncated, too long, too large for memory, or of a type that is not supported.</exception>
    public static NpyArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file", path);
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            NpyHeader header = ReadHeader(stream);
            long found = stream.Length - stream.Position;
            long needed = header.DataLength;
            if (needed != found)
            {
                throw new InvalidDataException($"expected {needed} bytes of data as the header states, got {found}");
            }

            if (needed > Array.MaxLength)
            {
                throw new InvalidDataException($"expected at most {Array.MaxLength} bytes of data in one file, got {needed}; split it");
            }

            var bytes = new byte[needed];
            stream.ReadExactly(bytes);
            int elementSize = NpyHeader.SizeOf(header.ElementType);
            if (header.IsBigEndian)
            {
                ReverseBytes(bytes, elementSize);
            }

            return new NpyArray(header.ElementType, header.Shape, header.IsFortranOrder ? ToCOrder(bytes, elementSize, header.Shape) : bytes);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: {PlainWords.Of(error)}", error);
        }
    }

    /// <summary>Reads a stack of images.</summary>
    /// <param name="path">File that holds an array of shape (N, H, W).</param>
    /// <returns>The array; N may be 0.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">As of <see cref="Read"/>, or the array has another number of axes or images without pixels.</exception>
    public static NpyArray ReadStack(string path)
    {
        NpyArray array = Read(path);
        if (array.Shape.Count != 3 || array.Shape[1] == 0 || array.Shape[2] == 0)
        {
            throw new InvalidDataException(
                $"{path}: expected shape (count, height, width), got ({string.Join(", ", array.Shape)}); reshape it in NumPy");
        }

        return array;
    }

    /// <summary>Writes an array in C order, little-endian, version 1.0.</summary>
    /// <typeparam name="T">A number type of <see cref="NpyElementType"/>, or <see cref="bool"/>.</typeparam>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="values">Elements in C order.</param>
    /// <param name="shape">Length of each axis, the slowest first.</param>
    /// <exception cref="ArgumentException">The number of elements differs from the shape's.</exception>
    /// <exception cref="NotSupportedException">The type has no counterpart in NumPy.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlyMemory<T> values, params int[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        Int128 needed = 1;
        foreach (int side in shape)
        {
            needed *= Ensure.NotNegative(side, nameof(shape));
        }

        if (needed != values.Length)
        {
            throw new ArgumentException($"expected {needed} values for shape ({string.Join(", ", shape)}), got {values.Length}", nameof(values));
        }

        byte[] header = NpyHeader.Format(TypeOf<T>(), shape);
        OutputFile.Write(path, temporary =>
        {
            using FileStream stream = File.Create(temporary);
            stream.Write(header);
            ReadOnlySpan<T> rest = values.Span;
            while (!rest.IsEmpty)
            {
                ReadOnlySpan<T> part = rest[..Math.Min(rest.Length, 1 << 20)];
                stream.Write(MemoryMarshal.AsBytes(part));
                rest = rest[part.Length..];
            }
        });
    }

    private static NpyElementType TypeOf<T>()
        where T : unmanaged => default(T) switch
        {
            bool => NpyElementType.Bool,
            byte => NpyElementType.UInt8,
            ushort => NpyElementType.UInt16,
            uint => NpyElementType.UInt32,
            ulong => NpyElementType.UInt64,
            sbyte => NpyElementType.Int8,
            short => NpyElementType.Int16,
            int => NpyElementType.Int32,
            long => NpyElementType.Int64,
            Half => NpyElementType.Float16,
            float => NpyElementType.Float32,
            double => NpyElementType.Float64,
            _ => throw new NotSupportedException($"expected bool or integers or floating-point numbers of 8 to 64 bits, got {typeof(T).Name}"),
        };

    private static NpyHeader ReadHeader(FileStream stream)
    {
        Span<byte> start = stackalloc byte[12];
        stream.ReadExactly(start[..8]);
        if (!start.StartsWith(Magic))
        {
            throw new InvalidDataException("it does not begin as a .npy file; write it with numpy.save");
        }

        int lengthSize = start[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            _ => throw new InvalidDataException($"expected .npy version 1 to 3, got {start[6]}"),
        };
        stream.ReadExactly(start.Slice(8, lengthSize));
        uint length = lengthSize == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > NpyHeader.LongestText)
        {
            throw new InvalidDataException($"expected a header of at most {NpyHeader.LongestText} bytes, got {length}");
        }

        var text = new byte[length];
        stream.ReadExactly(text);
        return NpyHeader.Parse(Encoding.UTF8.GetString(text));
    }

    private static void ReverseBytes(Span<byte> bytes, int elementSize)
    {
        for (int start = 0; start < bytes.Length; start += elementSize)
        {
            bytes.Slice(start, elementSize).Reverse();
        }
    }

    /// <summary>Traverses the target in C order and tracks the position of each element in the source.</summary>
    private static byte[] ToCOrder(ReadOnlySpan<byte> fortran, int elementSize, int[] shape)
    {
        var result = new byte[fortran.Length];
        var strides = new long[shape.Length];
        long stride = elementSize;
        for (int axis = 0; axis < shape.Length && fortran.Length > 0; axis++)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        var place = new int[shape.Length];
        long source = 0;
        for (int target = 0; target < result.Length; target += elementSize)
        {
            fortran.Slice((int)source, elementSize).CopyTo(result.AsSpan(target));
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++place[axis] < shape[axis])
                {
                    break;
                }

                source -= strides[axis] * shape[axis];
                place[axis] = 0;
            }
        }

        return result;
    }
}
