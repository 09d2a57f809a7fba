using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace DeepSlice.Formats;

/// <summary>Assigns the pages of a file to channels and planes.</summary>
/// <param name="Channels">Pages that are channels of one plane, 1 or more.</param>
/// <param name="Planes">Planes of a Z-stack, 1 or more.</param>
/// <param name="ChannelStep">Pages from one channel to the next.</param>
/// <param name="PlaneStep">Pages from one plane to the next.</param>
/// <param name="ChannelNames">Names of the channels if the file states them; otherwise empty.</param>
internal sealed partial record StackLayout(int Channels, int Planes, int ChannelStep, int PlaneStep, IReadOnlyList<string> ChannelNames)
{
    private static readonly string[] Orders = ["CZT", "CTZ", "ZCT", "ZTC", "TCZ", "TZC"];

    /// <summary>The names of the channels of a colour image.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["red", "green", "blue"];

    /// <summary>Reads the layout from TIFF's ImageDescription.</summary>
    /// <param name="description">OME-XML, or ImageJ's lines; null if there is none.</param>
    /// <param name="pages">Pages of one size, 1 or more.</param>
    /// <param name="labels">Labels of ImageJ's images, one a line; null if there are none.</param>
    /// <returns>The layout in the description if it matches the number of pages; otherwise every page is a channel. Only the first time point is used.</returns>
    public static StackLayout Find(string? description, int pages, string? labels = null)
    {
        StackLayout unknown = new(pages, 1, 1, pages, []);
        if (description is null)
        {
            return unknown;
        }

        if (IsOme(description))
        {
            return FromOme(description, pages) ?? unknown;
        }

        return IsImageJ(description)
            && FromSizes("CZT", Number(description, "channels"), Number(description, "slices"), Number(description, "frames"), pages, []) is { } layout
            ? layout with { ChannelNames = layout.NamesIn(labels, pages) }
            : unknown;
    }

    /// <summary>Whether a description is one of those that state a layout.</summary>
    public static bool Describes(string description) => IsOme(description) || IsImageJ(description);

    /// <summary>The page of a channel and a plane, from the image's first page on.</summary>
    public int PageOf(int channel, int plane) => (channel * ChannelStep) + (plane * PlaneStep);

    private static bool IsOme(string description) => description.Contains("<OME", StringComparison.Ordinal);

    private static bool IsImageJ(string description) => description.StartsWith("ImageJ=", StringComparison.Ordinal);

    // ImageJ labels images: "DAPI", or "c:1/2 z:3/5 - DAPI".
    private string[] NamesIn(string? labels, int pages)
    {
        string[] lines = labels?.Split('\n') ?? [];
        if (Channels == 1 || lines.Length < pages)
        {
            return [];
        }

        string[] names = [.. Enumerable.Range(0, Channels).Select(channel => Position().Replace(lines[PageOf(channel, 0)], "").Trim())];
        return names.All(name => name.Length > 0) && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Channels ? names : [];
    }

    [GeneratedRegex(@"^([czt]:\d+/\d+\s*)+(-\s*)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Position();

    private static StackLayout? FromOme(string xml, int pages)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            if (!reader.ReadToFollowing("Pixels"))
            {
                return null;
            }

            string order = reader.GetAttribute("DimensionOrder")?.Replace("XY", "", StringComparison.Ordinal) ?? "";
            (long channels, int planes, int frames) = (Size(reader, "SizeC"), Size(reader, "SizeZ"), Size(reader, "SizeT"));
            var names = new List<string>();
            using XmlReader inside = reader.ReadSubtree();
            while (inside.ReadToFollowing("Channel"))
            {
                names.Add(inside.GetAttribute("Name") ?? "");
                channels -= Math.Max(1, Size(inside, "SamplesPerPixel")) - 1; // the samples of a pixel share a page
            }

            names = names.Exists(name => name.Length > 0) ? names : [];
            // Pages behind those of the first image are other images of the file.
            int first = (int)Int128.Min(pages, (Int128)Math.Max(1, channels) * planes * frames);
            return FromSizes(Orders.Contains(order) ? order : "CZT", Math.Max(1, channels), planes, frames, first, names);
        }
        catch (XmlException)
        {
            // A malformed description is ignored; the pixels are still valid.
            return null;
        }
    }

    private static StackLayout? FromSizes(string order, long channels, int planes, int frames, int pages, List<string> names)
    {
        if ((Int128)channels * planes * frames != pages)
        {
            // A file that states only one size leaves the others unknown; its names are used if there is one per page.
            return names.Count == pages ? new StackLayout(pages, 1, 1, pages, names) : null;
        }

        var steps = new Dictionary<char, int>();
        int step = 1;
        foreach (char axis in order)
        {
            steps[axis] = step;
            step *= axis switch { 'C' => (int)channels, 'Z' => planes, _ => frames };
        }

        return new StackLayout((int)channels, planes, steps['C'], steps['Z'], names.Count == channels ? names : []);
    }

    private static int Size(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0 ? size : 1;

    private static int Number(string lines, string key) =>
        lines.Split('\n').FirstOrDefault(line => line.StartsWith(key + "=", StringComparison.Ordinal)) is { } line
        && int.TryParse(line.AsSpan(key.Length + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : 1;
}
