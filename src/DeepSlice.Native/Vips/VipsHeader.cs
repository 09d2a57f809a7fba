using System.Runtime.InteropServices;

namespace DeepSlice.Native.Vips;

/// <summary>The header of one page of an image file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct VipsHeader
{
    /// <summary>Columns.</summary>
    public int Width { get; init; }

    /// <summary>Rows.</summary>
    public int Height { get; init; }

    /// <summary>Samples of one pixel.</summary>
    public int Bands { get; init; }

    /// <summary>How a sample is stored.</summary>
    public VipsSampleType SampleType { get; init; }

    /// <summary>Pages of the file, 1 or more.</summary>
    public int Pages { get; init; }

    /// <summary>Number of sub-IFDs of a TIFF page, usually smaller copies.</summary>
    public int SubImages { get; init; }

    /// <summary>Levels of a whole-slide file, the first included; 1 of any other file.</summary>
    public int SlideLevels { get; init; }

    /// <summary>The meaning of the bands.</summary>
    public VipsInterpretation Interpretation { get; init; }

    /// <summary>Columns per millimetre in the file; formats and writers without a known value give arbitrary ones.</summary>
    public double XPerMillimetre { get; init; }

    /// <summary>Rows per millimetre, likewise.</summary>
    public double YPerMillimetre { get; init; }
}
