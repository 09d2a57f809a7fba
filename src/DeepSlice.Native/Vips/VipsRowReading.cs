using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace DeepSlice.Native.Vips;

/// <summary>Hands rows from native code to a function; no exception goes back through native code.</summary>
internal sealed class VipsRowReading(VipsRowTaker take, VipsSampleType type, int width, int bands, CancellationToken cancellationToken)
{
    /// <summary>What the function threw, or the cancellation; null if all rows were taken.</summary>
    public ExceptionDispatchInfo? Error { get; private set; }

    /// <summary>Called by native code.</summary>
    /// <returns>0 if no more rows are wanted.</returns>
    [UnmanagedCallersOnly]
    public static unsafe int Take(nint context, byte* pixels, int rows, long stride)
    {
        var reading = (VipsRowReading)GCHandle.FromIntPtr(context).Target!;
        try
        {
            reading.Take(pixels, rows, checked((int)stride));
            return 1;
        }
        catch (Exception error)
        {
            reading.Error = ExceptionDispatchInfo.Capture(error);
            return 0;
        }
    }

    private unsafe void Take(byte* pixels, int rows, int stride)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int row = checked(width * bands * BytesOf(type));
        using var bytes = new NativeBytes(pixels, checked(((rows - 1) * stride) + row));
        take(new VipsRows { Bytes = bytes.Memory, Count = rows, Stride = stride, Width = width, Bands = bands, Type = type });
    }

    private static int BytesOf(VipsSampleType type) => type switch
    {
        VipsSampleType.Byte or VipsSampleType.SignedByte => 1,
        VipsSampleType.UInt16 or VipsSampleType.Int16 => 2,
        VipsSampleType.Double => 8,
        _ => 4,
    };
}
