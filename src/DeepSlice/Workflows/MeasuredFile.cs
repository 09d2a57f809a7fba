using DeepSlice.Formats;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>An image file at full resolution, whose rows are counted while they are decoded.</summary>
internal sealed record MeasuredFile : MeasuredImage
{
    private readonly string _path;
    private readonly ImageFileInfo _info;
    private readonly int? _plane;

    /// <summary>Refers to a file.</summary>
    /// <param name="path">Image file that libvips reads.</param>
    /// <param name="info">Its header.</param>
    /// <param name="frame">Position of the label map on it.</param>
    /// <param name="plane">Plane of a Z-stack; null if not stated.</param>
    public MeasuredFile(string path, ImageFileInfo info, SliceFrame frame, int? plane)
        : base(frame, info.MicrometresPerPixel, [.. Enumerable.Range(0, UsedChannels(info)).Select(channel => NameOf(info, channel))])
    {
        _path = path;
        _info = info;
        _plane = plane;
    }

    public override IReadOnlyList<ChannelCounts> Count(SliceParts parts, IReadOnlyList<int> channels, IReadOnlyList<int[]> sets, CancellationToken cancellationToken)
    {
        int plane = PlaneToRead();
        var pages = new Dictionary<int, ChannelCounts[]>();
        foreach (int page in channels.Select(channel => channel / _info.ChannelsOfPage).Distinct())
        {
            pages[page] = Count(parts, page, plane, sets, cancellationToken);
        }

        return [.. channels.Select(channel => pages[channel / _info.ChannelsOfPage][channel % _info.ChannelsOfPage])];
    }

    // The fourth sample of a colour is its opacity.
    private static int UsedChannels(ImageFileInfo info) => info.IsColor ? StackLayout.Colours.Count : info.Channels;

    private static string NameOf(ImageFileInfo info, int channel) =>
        channel < info.ChannelNames.Count && info.ChannelNames[channel].Length > 0 ? info.ChannelNames[channel] : FormattableString.Invariant($"{channel}");

    private int PlaneToRead() =>
        _info.Planes == 1 ? 0
        : _plane is not int plane ? throw new InvalidDataException($"{_path}: expected one plane, got a stack of {_info.Planes}; choose by --plane, or project the stack in Fiji")
        : plane >= 0 && plane < _info.Planes ? plane
        : throw new InvalidDataException($"{_path}: expected a plane of 0 to {_info.Planes - 1}, got --plane {plane}");

    private ChannelCounts[] Count(SliceParts parts, int page, int plane, IReadOnlyList<int[]> sets, CancellationToken cancellationToken)
    {
        int used = Math.Min(_info.ChannelsOfPage, UsedChannels(_info));
        var counter = new RowCounter(parts, used);
        ImageFile.ReadRows(_path, page, plane, counter.Take, cancellationToken);
        ChannelCounts[] counts = counter.Finish();
        if (!counts[0].NeedsRefinement)
        {
            return counts;
        }

        foreach (ChannelCounts channel in counts)
        {
            channel.Refine(sets);
        }

        var again = new RowCounter(parts, used, counts);
        ImageFile.ReadRows(_path, page, plane, again.Take, cancellationToken);
        return again.Finish();
    }
}
