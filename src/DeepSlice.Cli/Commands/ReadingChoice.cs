using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

/// <summary>The options <c>--channel</c>, <c>--plane</c> and <c>--background</c>: how to read an image file.</summary>
internal sealed class ReadingChoice
{
    private const string Maximum = "max";
    private const string Mean = "mean";
    private const string Dark = "dark";
    private const string Bright = "bright";
    private readonly Option<string?> _channel;
    private readonly Option<string?> _plane;
    private readonly Option<string?> _background;

    /// <summary>Creates the options.</summary>
    /// <param name="unlessGiven">The default of <c>--channel</c>, as text.</param>
    /// <param name="planeUnlessGiven">The default of <c>--plane</c>, as text.</param>
    /// <param name="backgroundUnlessGiven">The default of <c>--background</c>, as text.</param>
    public ReadingChoice(string unlessGiven, string planeUnlessGiven, string backgroundUnlessGiven)
    {
        _channel = new("--channel") { Description = $"Channel of the images, from 0, or its name; of RGB images also red, green or blue. Default: {unlessGiven}.", HelpName = "K|NAME" };
        _plane = new("--plane") { Description = $"Plane of Z-stacks, from 0, or the maximum or mean projection of all. Default: {planeUnlessGiven}.", HelpName = "K|max|mean" };
        _background = new("--background")
        {
            Description = $"Brightness around the tissue: dark (fluorescence), or bright (brightfield; the images are inverted). Default: {backgroundUnlessGiven}.",
            HelpName = "dark|bright",
        };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_channel);
        command.Add(_plane);
        command.Add(_background);
    }

    /// <summary>The chosen values; null if none were given.</summary>
    public Preprocessing? Find(CommandContext context)
    {
        string? channel = context.Find(_channel);
        string? plane = context.Find(_plane);
        string? background = context.Find(_background);
        if (channel is null && plane is null && background is null)
        {
            return null;
        }

        int? number = Number(channel);
        return new Preprocessing
        {
            Channel = number,
            ChannelName = number is null ? channel : null,
            Plane = plane is null or Maximum or Mean ? null : Number(plane) ?? throw new UsageException($"expected --plane {Maximum}, {Mean} or a number from 0, got '{plane}'"),
            Background = background switch
            {
                null => null,
                Dark => SliceBackground.Dark,
                Bright => SliceBackground.Bright,
                _ => throw new UsageException($"expected --background {Dark} or {Bright}, got '{background}'"),
            },
            Projection = plane switch { Maximum => StackProjection.Maximum, Mean => StackProjection.Mean, _ => null },
        };
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
