using DeepSlice.Geometry;
using DeepSlice.Native.Vips;

namespace DeepSlice.Formats;

/// <summary>The header of an image file.</summary>
internal sealed record ImageFileInfo
{
    /// <summary>Columns and rows at full resolution, of the first page.</summary>
    public required RasterSize Size { get; init; }

    /// <summary>Channels of a plane, counted over samples and pages: microscopes' TIFFs keep channels as either.</summary>
    public required int Channels { get; init; }

    /// <summary>Names of the channels, for example <c>DAPI</c>; empty if the file states none.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];

    /// <summary>Channels that the samples of one page hold.</summary>
    public required int ChannelsOfPage { get; init; }

    /// <summary>Planes of a Z-stack; 1 if there is none.</summary>
    public int Planes { get; init; } = 1;

    /// <summary>Pages of the image, 1 or more; smaller copies of it are not counted.</summary>
    public required int Pages { get; init; }

    /// <summary>Whether the first three channels are red, green and blue.</summary>
    public required bool IsColor { get; init; }

    /// <summary>How a sample is stored.</summary>
    public required VipsSampleType SampleType { get; init; }

    /// <summary>Side of a pixel in micrometres; null if the file states no plausible one.</summary>
    public double? MicrometresPerPixel { get; init; }
}
