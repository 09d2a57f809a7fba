using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>What a file says of its image: pages, channels and planes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Pages">Which pages are the image's.</param>
/// <param name="Header">Header of its first page.</param>
/// <param name="Layout">Channels and planes.</param>
/// <param name="MicrometresPerPixel">Side of a pixel; null if unknown.</param>
internal sealed record ImageContent(string Path, ImagePages Pages, VipsHeader Header, StackLayout Layout, double? MicrometresPerPixel)
{
    /// <summary>The facts that callers need.</summary>
    public ImageFileInfo Info => new()
    {
        Size = new RasterSize(Header.Width, Header.Height),
        Channels = Channels,
        ChannelsOfPage = Header.Bands,
        ChannelNames = ChannelNames,
        Planes = Layout.Planes,
        Pages = Pages.Count,
        IsColor = IsColor(Header),
        SampleType = Header.SampleType,
        MicrometresPerPixel = MicrometresPerPixel,
    };

    private int Channels => Header.Bands * Layout.Channels;

    private IReadOnlyList<string> ChannelNames =>
        Header.Bands == 1 ? Layout.ChannelNames : IsColor(Header) && Layout.Channels == 1 ? StackLayout.Colours : [];

    /// <summary>Reads the metadata.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="image">The first page of the image.</param>
    /// <param name="first">The first page of the file, which has the description of all of them.</param>
    public static ImageContent Of(string path, ImagePages pages, VipsImage image, VipsImage first)
    {
        const string Description = "image-description";
        string? description = first.Text(Description) is { } all && StackLayout.Describes(all) ? all : image.Text(Description);
        VipsHeader header = image.Header;
        double? size = PixelSize.OfSlide(image.Text("openslide.mpp-x"), image.Text("openslide.mpp-y"))
            ?? PixelSize.Find(description, image.Text("resolution-unit"), header.XPerMillimetre, header.YPerMillimetre);
        return new ImageContent(path, pages, header, StackLayout.Find(description, pages.Count, first.Text("imagej-labels")), size);
    }

    /// <summary>Whether the first three bands are red, green and blue.</summary>
    public static bool IsColor(VipsHeader header) =>
        header.Bands is 3 or 4 && header.Interpretation is VipsInterpretation.Rgb or VipsInterpretation.Rgb16;

    /// <summary>The number of the channel to read; null for the mean of the colours, or the first channel.</summary>
    /// <param name="preprocessing">The channel wanted. A name takes precedence over a number, as files of one lab may order their channels differently.</param>
    /// <exception cref="InvalidDataException">There is no such channel.</exception>
    public int? ChannelOf(Preprocessing preprocessing)
    {
        string[] names = [.. ChannelNames];
        string range = $"a channel of 0 to {Channels - 1}{(names.Length > 0 ? $" ({string.Join(", ", names)})" : "")}";
        if (preprocessing.ChannelName is { } name)
        {
            int named = Array.FindIndex(names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (named >= 0)
            {
                return named;
            }

            if (names.Length > 0 || preprocessing.Channel is null)
            {
                throw new InvalidDataException($"{Path}: expected {range}, got channel '{name}'; give --channel");
            }
        }

        return preprocessing.Channel is not int channel || channel < Channels
            ? preprocessing.Channel
            : throw new InvalidDataException($"{Path}: expected {range}, got channel {channel}; give --channel");
    }
}
