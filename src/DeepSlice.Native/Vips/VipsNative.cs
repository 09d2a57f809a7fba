using System.Runtime.InteropServices;

namespace DeepSlice.Native.Vips;

/// <summary>The functions of native/vips/deepslice_vips.cpp.</summary>
internal static partial class VipsNative
{
    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_last_error")]
    public static partial nint LastError();

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_version")]
    public static partial int Version(out int major, out int minor, out int micro);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_live_images")]
    public static partial int LiveImages(out long count);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int page, int subImage, int slideLevel, int keepIndices, out VipsImageHandle image);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_release")]
    public static partial int Release(nint image);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_header")]
    public static partial int Header(VipsImageHandle image, out VipsHeader header);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_text", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Text(VipsImageHandle image, string field, out nint text);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_read")]
    public static unsafe partial int Read(
        VipsImageHandle image, ReadOnlySpan<double> bandWeights, in Axis x, in Axis y, int* stop, Span<float> result, out int isColoured);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_read_exact")]
    public static unsafe partial int ReadExact(
        VipsImageHandle image, ReadOnlySpan<double> bandWeights, in Axis x, in Axis y, int* stop, Span<double> result, out int isColoured);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_rows")]
    public static unsafe partial int Rows(VipsImageHandle image, delegate* unmanaged<nint, byte*, int, long, int> function, nint context);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_row_format")]
    public static partial int RowFormat(VipsImageHandle image, out VipsSampleType format);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_encode_png")]
    public static partial int EncodePng(
        ReadOnlySpan<byte> samples, int width, int height, int bands, int compression, out nint bytes, out long length);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_compose", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Compose(string text, out nint result);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_free")]
    public static partial int Free(nint bytes);

    [LibraryImport(NativeLibraries.Vips, EntryPoint = "deepslice_vips_write_tiff", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WriteTiff(string path, nint samples, long bytes, int width, int height, int bands, VipsSampleType type, double perMillimetre);

    /// <summary>The native view of an <see cref="AxisWeights"/>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly unsafe struct Axis(int outputs, int* starts, int* lengths, double* weights)
    {
        private readonly int _outputs = outputs;
        private readonly int* _starts = starts;
        private readonly int* _lengths = lengths;
        private readonly double* _weights = weights;
    }
}
