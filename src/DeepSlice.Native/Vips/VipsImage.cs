using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepSlice.Native.Vips;

/// <summary>One page of an image file, opened by libvips. Its pixels are decoded as they are read, and can be read once.</summary>
/// <remarks>Not thread-safe; different images may be used by different threads.</remarks>
internal sealed class VipsImage : IDisposable
{
    private readonly VipsImageHandle _handle;

    private VipsImage(VipsImageHandle handle) => _handle = handle;

    /// <summary>Number of open images in the process.</summary>
    /// <exception cref="NativeException">libvips failed.</exception>
    public static long LiveCount
    {
        get
        {
            Check(VipsNative.LiveImages(out long count));
            return count;
        }
    }

    /// <summary>Version of the loaded libvips.</summary>
    /// <exception cref="NativeException">libvips failed.</exception>
    public static Version Version
    {
        get
        {
            Check(VipsNative.Version(out int major, out int minor, out int micro));
            return new Version(major, minor, micro);
        }
    }

    /// <summary>The header.</summary>
    /// <exception cref="NativeException">libvips failed.</exception>
    public VipsHeader Header
    {
        get
        {
            Check(VipsNative.Header(_handle, out VipsHeader header));
            return header;
        }
    }

    /// <summary>Text in Unicode's composed form (NFC), also without ICU, which .NET would need.</summary>
    /// <param name="text">Any text.</param>
    /// <exception cref="NativeException">The library is missing or failed.</exception>
    public static string Compose(string text)
    {
        Check(VipsNative.Compose(text, out nint composed));
        try
        {
            return Marshal.PtrToStringUTF8(composed) ?? text;
        }
        finally
        {
            Check(VipsNative.Free(composed));
        }
    }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">File of any format that libvips can read; the format is detected from the content.</param>
    /// <param name="part">Which image of the file; by default its first page.</param>
    /// <param name="keepIndices">Whether the numbers of an image with a colour table are its indices as they are; otherwise they are grey values, see <c>colour_table.hpp</c>.</param>
    /// <returns>The image; the caller disposes it.</returns>
    /// <exception cref="NativeException">The file is missing or unreadable, has no such part, or states an impossible size.</exception>
    public static VipsImage Open(string path, VipsPart part = default, bool keepIndices = false)
    {
        Check(VipsNative.Open(path, part.Page, part.SubImage ?? -1, part.SlideLevel, keepIndices ? 1 : 0, out VipsImageHandle handle));
        return new VipsImage(handle);
    }

    /// <summary>Compresses samples as PNG.</summary>
    /// <param name="samples">width × height × bands bytes, row by row, the bands of a pixel together.</param>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="bands">1 for grey, 3 for red, green and blue.</param>
    /// <param name="compression">0 (fast, large) … 9 (slow, small).</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="NativeException">libvips failed.</exception>
    public static byte[] EncodePng(ReadOnlySpan<byte> samples, int width, int height, int bands, int compression)
    {
        CheckLength(samples.Length, width, height, bands);
        Check(VipsNative.EncodePng(samples, width, height, bands, compression, out nint bytes, out long length));
        try
        {
            var result = new byte[length];
            Marshal.Copy(bytes, result, 0, result.Length);
            return result;
        }
        finally
        {
            Check(VipsNative.Free(bytes));
        }
    }

    /// <summary>Writes samples as a TIFF of one page, compressed with Deflate.</summary>
    /// <typeparam name="T"><see cref="byte"/>, <see cref="ushort"/> or <see cref="float"/>.</typeparam>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="samples">width × height × bands values, row by row, the bands of a pixel together.</param>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="bands">1 for grey, 3 for red, green and blue.</param>
    /// <param name="perMillimetre">Pixels per millimetre, written as the resolution per centimetre; null if unknown.</param>
    /// <exception cref="NativeException">libvips could not write the file.</exception>
    public static void WriteTiff<T>(string path, ReadOnlySpan<T> samples, int width, int height, int bands, double? perMillimetre = null)
        where T : unmanaged
    {
        CheckLength(samples.Length, width, height, bands);
        VipsSampleType type = default(T) switch
        {
            byte => VipsSampleType.Byte,
            ushort => VipsSampleType.UInt16,
            float => VipsSampleType.Single,
            _ => throw new ArgumentException($"expected samples of Byte, UInt16 or Single, got {typeof(T).Name}", nameof(samples)),
        };
        unsafe
        {
            fixed (T* first = samples)
            {
                Check(VipsNative.WriteTiff(path, (nint)first, (long)samples.Length * sizeof(T), width, height, bands, type, perMillimetre ?? 0));
            }
        }
    }

    /// <summary>A text field of the header.</summary>
    /// <param name="field">libvips' name, for example <c>image-description</c>.</param>
    /// <returns>The text; null if the file has no such text.</returns>
    /// <exception cref="NativeException">libvips failed.</exception>
    public string? Text(string field)
    {
        Check(VipsNative.Text(_handle, field, out nint text));
        return Marshal.PtrToStringUTF8(text);
    }

    /// <summary>Reads all pixels, combined over bands and binned over both axes while decoding.</summary>
    /// <param name="bandWeights">A weight for each band; a pixel's value is the weighted sum of its bands.</param>
    /// <param name="x">Binning of the columns.</param>
    /// <param name="y">Binning of the rows.</param>
    /// <param name="result">Receives y.Count × x.Count values, row by row.</param>
    /// <param name="cancellationToken">Stops the reading within a row.</param>
    /// <returns>Whether three bands with a weight, red, green and blue, differ visibly somewhere.</returns>
    /// <remarks>Keeps a few rows and the result in memory, for any size of the image.</remarks>
    /// <exception cref="NativeException">The file is truncated or damaged, or its samples are complex.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Read(ReadOnlySpan<double> bandWeights, AxisWeights x, AxisWeights y, Span<float> result, CancellationToken cancellationToken = default)
    {
        unsafe
        {
            fixed (float* results = result)
            {
                return ReadInto(bandWeights, x, y, result.Length, results, null, cancellationToken);
            }
        }
    }

    /// <summary>Reads all pixels of an image of one band as they are; integers of up to 53 bits keep every bit.</summary>
    /// <param name="result">Receives height × width values, row by row.</param>
    /// <param name="cancellationToken">Stops the reading within a row.</param>
    /// <exception cref="NativeException">The file is truncated or damaged, or has several bands.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void ReadExact(Span<double> result, CancellationToken cancellationToken = default)
    {
        unsafe
        {
            fixed (double* results = result)
            {
                _ = ReadInto([1], AxisWeights.BlockMean(Header.Width, 1), AxisWeights.BlockMean(Header.Height, 1), result.Length, null, results, cancellationToken);
            }
        }
    }

    /// <summary>Gives all rows with the samples of all bands, as they are decoded, from the top on.</summary>
    /// <param name="take">Called with one row or several at a time; on another thread perhaps, but never on two at once.</param>
    /// <param name="cancellationToken">Stops the reading before the next rows.</param>
    /// <remarks>Keeps a few rows in memory, for any size of the image. The rows are gone when the function returns.</remarks>
    /// <exception cref="NativeException">The file is truncated or damaged, or its samples are complex.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void ReadRows(VipsRowTaker take, CancellationToken cancellationToken = default)
    {
        RequireTilesInMemory();
        cancellationToken.ThrowIfCancellationRequested();
        Check(VipsNative.RowFormat(_handle, out VipsSampleType type));
        VipsHeader header = Header;
        var reading = new VipsRowReading(take, type, header.Width, header.Bands, cancellationToken);
        GCHandle context = GCHandle.Alloc(reading);
        try
        {
            int status;
            unsafe
            {
                status = VipsNative.Rows(_handle, &VipsRowReading.Take, GCHandle.ToIntPtr(context));
            }

            reading.Error?.Throw();
            Check(status);
        }
        finally
        {
            context.Free();
        }
    }

    private unsafe bool ReadInto(
        ReadOnlySpan<double> bandWeights, AxisWeights x, AxisWeights y, int count, float* single, double* exact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        RequireTilesInMemory();
        int bands = Header.Bands;
        if (bandWeights.Length != bands)
        {
            throw new ArgumentException($"expected a weight for each of {bands} bands, got {bandWeights.Length}", nameof(bandWeights));
        }

        if (count != (long)x.Count * y.Count)
        {
            throw new ArgumentException($"expected a buffer of {x.Count}×{y.Count} values, got {count}", nameof(count));
        }

        cancellationToken.ThrowIfCancellationRequested();
        int isColoured;
        int[] stop = GC.AllocateArray<int>(1, pinned: true);
        using (cancellationToken.Register(() => Volatile.Write(ref stop[0], 1)))
        {
            fixed (int* xStarts = x.Starts, xLengths = x.Lengths, yStarts = y.Starts, yLengths = y.Lengths, stopFlag = stop)
            fixed (double* xWeights = x.Weights, yWeights = y.Weights)
            {
                var xAxis = new VipsNative.Axis(x.Count, xStarts, xLengths, xWeights);
                var yAxis = new VipsNative.Axis(y.Count, yStarts, yLengths, yWeights);
                Check(exact is null
                    ? VipsNative.Read(_handle, bandWeights, in xAxis, in yAxis, stopFlag, new Span<float>(single, count), out isColoured)
                    : VipsNative.ReadExact(_handle, bandWeights, in xAxis, in yAxis, stopFlag, new Span<double>(exact, count), out isColoured));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return isColoured != 0;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    // OpenSlide takes memory for a whole tile, and ends the process where it gets none.
    private void RequireTilesInMemory()
    {
        const double MostPixels = 1 << 28;
        for (int level = 0; level < Header.SlideLevels; level++)
        {
            if (TileSide(level, "width") is long width && TileSide(level, "height") is long height && (double)width * height > MostPixels)
            {
                throw new NativeException(FormattableString.Invariant($"expected tiles that fit into memory, got tiles of {width}×{height} pixels; the file is damaged, export it again"));
            }
        }
    }

    private long? TileSide(int level, string side) =>
        long.TryParse(Text(FormattableString.Invariant($"openslide.level[{level}].tile-{side}")), CultureInfo.InvariantCulture, out long pixels) ? pixels : null;

    private static void CheckLength(int length, int width, int height, int bands)
    {
        if (length == 0 || length != (long)width * height * bands)
        {
            throw new ArgumentException($"expected {(long)width * height * bands} samples for {width}×{height} pixels of {bands} bands, got {length}", nameof(length));
        }
    }

    private static void Check(int status)
    {
        if (status != 0)
        {
            throw new NativeException(Marshal.PtrToStringUTF8(VipsNative.LastError()) ?? "libvips failed without a message");
        }
    }
}
