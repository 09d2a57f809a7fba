using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Says which part of an image file was read, where the file has more.</summary>
internal static class ReadingWords
{
    /// <summary>The channel and plane that are read.</summary>
    /// <param name="info">The file.</param>
    /// <param name="reading">What is read of it.</param>
    /// <param name="stated">What the user stated; null if nothing.</param>
    /// <returns>A warning; null if the file has nothing else, or all was stated.</returns>
    public static string? Of(ImageFileInfo info, Preprocessing reading, Preprocessing? stated)
    {
        bool isChannelOpen = info.Channels > 1 && !info.IsColor && reading.Channel is null && reading.ChannelName is null;
        bool isPlaneOpen = info.Planes > 1 && stated is not { Plane: not null } and not { Projection: not null };
        if (!isChannelOpen && !isPlaneOpen)
        {
            return null;
        }

        string channel = info.Channels == 1 || info.IsColor ? "" : $"channel {reading.ChannelName ?? NameOf(info, reading.Channel ?? 0)}";
        string plane = info.Planes == 1 ? ""
            : reading.Plane is int chosen ? $"plane {chosen}"
            : $"the {(reading.Projection == StackProjection.Mean ? "mean" : "maximum")} projection";
        string taken = channel.Length > 0 && plane.Length > 0 ? $"{channel}, {plane}" : channel + plane;
        string options = isChannelOpen && isPlaneOpen ? "--channel and --plane" : isChannelOpen ? "--channel" : "--plane";
        string channels = $"{Counted.Of(info.Channels, "channel")}{(info.ChannelNames.Count > 0 && !info.IsColor ? $" ({string.Join(", ", info.ChannelNames)})" : "")}";
        string holds = info.Planes == 1 ? channels : $"{info.Planes} planes of {channels}";
        return $"the file has {holds}, {taken} was used; choose by {options}";
    }

    /// <summary>A warning where colours were averaged.</summary>
    public const string OfColours = "an image in colour: the mean of red, green and blue was used; for one stain give --channel red, green or blue";

    /// <summary>A warning where an image was inverted because of how it looks.</summary>
    public const string OfInversion = "a bright background: the image was inverted, as brightfield; give --background bright to confirm, or --background dark if the tissue is brighter";

    /// <summary>Joins warnings.</summary>
    public static string? Join(params string?[] warnings)
    {
        string[] all = [.. warnings.OfType<string>()];
        return all.Length == 0 ? null : string.Join("; ", all);
    }

    private static string NameOf(ImageFileInfo info, int channel) => channel < info.ChannelNames.Count ? $"{channel} ({info.ChannelNames[channel]})" : $"{channel}";
}
