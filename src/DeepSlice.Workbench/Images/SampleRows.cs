using System.Runtime.InteropServices;
using DeepSlice.Native.Vips;

namespace DeepSlice.Workbench.Images;

/// <summary>Turns rows as a file has them into 16-bit values of one channel.</summary>
internal static class SampleRows
{
    /// <summary>Whether values are kept as they are.</summary>
    public static bool IsExact(VipsSampleType type) => type is VipsSampleType.Byte or VipsSampleType.UInt16;

    /// <summary>Takes a channel out of a row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">Which of them.</param>
    /// <param name="band">Which sample of a pixel.</param>
    /// <param name="channel">Offset and scale of the values.</param>
    /// <param name="result">A value a pixel.</param>
    public static void Take(VipsRows rows, int row, int band, SheetChannel channel, Span<ushort> result)
    {
        ReadOnlySpan<byte> bytes = rows.Bytes.Span.Slice(row * rows.Stride);
        switch (rows.Type)
        {
            case VipsSampleType.Byte:
                Take(bytes, rows.Bands, band, result, value => value);
                break;
            case VipsSampleType.UInt16 when rows.Bands == 1:
                MemoryMarshal.Cast<byte, ushort>(bytes)[..result.Length].CopyTo(result);
                break;
            case VipsSampleType.UInt16:
                Take(MemoryMarshal.Cast<byte, ushort>(bytes), rows.Bands, band, result, value => value);
                break;
            case VipsSampleType.SignedByte:
                Take(MemoryMarshal.Cast<byte, sbyte>(bytes), rows.Bands, band, result, value => Stored(value, channel));
                break;
            case VipsSampleType.Int16:
                Take(MemoryMarshal.Cast<byte, short>(bytes), rows.Bands, band, result, value => Stored(value, channel));
                break;
            case VipsSampleType.UInt32:
                Take(MemoryMarshal.Cast<byte, uint>(bytes), rows.Bands, band, result, value => Stored(value, channel));
                break;
            case VipsSampleType.Int32:
                Take(MemoryMarshal.Cast<byte, int>(bytes), rows.Bands, band, result, value => Stored(value, channel));
                break;
            case VipsSampleType.Single:
                Take(MemoryMarshal.Cast<byte, float>(bytes), rows.Bands, band, result, value => Stored(value, channel));
                break;
            default:
                Take(MemoryMarshal.Cast<byte, double>(bytes), rows.Bands, band, result, value => Stored(value, channel));
                break;
        }
    }

    /// <summary>A value as it is stored.</summary>
    public static ushort Stored(double value, SheetChannel channel) =>
        double.IsFinite(value) ? (ushort)Math.Clamp(Math.Round((value - channel.Offset) / channel.Scale), 0, ushort.MaxValue) : (ushort)0;

    private static void Take<T>(ReadOnlySpan<T> samples, int bands, int band, Span<ushort> result, Func<T, ushort> convert)
    {
        for (int x = 0; x < result.Length; x++)
        {
            result[x] = convert(samples[(x * bands) + band]);
        }
    }
}
