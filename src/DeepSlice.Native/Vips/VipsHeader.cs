using System.Runtime.InteropServices;

namespace DeepSlice.Native.Vips;

/// <summary>What the header of one page of an image file states.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct VipsHeader
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

    /// <summary>Images that a TIFF's page has beside its own (sub-IFDs): smaller copies, as a rule.</summary>
    public int SubImages { get; init; }

    /// <summary>Levels of a whole-slide file, the first included; 1 of any other file.</summary>
    public int SlideLevels { get; init; }

    /// <summary>What the bands stand for.</summary>
    public VipsInterpretation Interpretation { get; init; }

    /// <summary>Columns in a millimetre as the file states them; formats and writers that know none give arbitrary values.</summary>
    public double XPerMillimetre { get; init; }

    /// <summary>Rows in a millimetre, likewise.</summary>
    public double YPerMillimetre { get; init; }
}
