using DeepSlice.Geometry;
using DeepSlice.Native.Vips;

namespace DeepSlice.Formats;

/// <summary>What the header of an image file states.</summary>
public sealed record ImageFileInfo
{
    /// <summary>Columns and rows at full resolution, of the first page.</summary>
    public required RasterSize Size { get; init; }

    /// <summary>Channels, counted over samples and pages: microscopes' TIFFs keep channels as either.</summary>
    public required int Channels { get; init; }

    /// <summary>Pages that are channels, 1 or more; smaller copies of the image are none.</summary>
    public required int Pages { get; init; }

    /// <summary>Whether the first three channels are red, green and blue.</summary>
    public required bool IsColor { get; init; }

    /// <summary>How a sample is stored.</summary>
    public required VipsSampleType SampleType { get; init; }

    /// <summary>Side of a pixel in micrometres; null where the file does not state it credibly.</summary>
    public double? MicrometresPerPixel { get; init; }
}
