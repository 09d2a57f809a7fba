using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

/// <summary>The options <c>--channel</c> and <c>--plane</c>: the part of an image file to read.</summary>
internal sealed class ReadingChoice
{
    private const string Maximum = "max";
    private const string Mean = "mean";
    private readonly Option<string?> _channel;
    private readonly Option<string?> _plane;

    /// <summary>Creates the options.</summary>
    /// <param name="unlessGiven">The default of <c>--channel</c>, as text.</param>
    /// <param name="planeUnlessGiven">The default of <c>--plane</c>, as text.</param>
    public ReadingChoice(string unlessGiven, string planeUnlessGiven)
    {
        _channel = new("--channel") { Description = $"Channel of the images, from 0, or its name. Default: {unlessGiven}.", HelpName = "K|NAME" };
        _plane = new("--plane") { Description = $"Plane of Z-stacks, from 0, or the maximum or mean projection of all. Default: {planeUnlessGiven}.", HelpName = "K|max|mean" };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_channel);
        command.Add(_plane);
    }

    /// <summary>The chosen values; null if none were given.</summary>
    public Preprocessing? Find(CommandContext context)
    {
        string? channel = context.Find(_channel);
        string? plane = context.Find(_plane);
        if (channel is null && plane is null)
        {
            return null;
        }

        int? number = Number(channel);
        return new Preprocessing
        {
            Channel = number,
            ChannelName = number is null ? channel : null,
            Plane = plane is null or Maximum or Mean ? null : Number(plane) ?? throw new UsageException($"expected --plane {Maximum}, {Mean} or a number from 0, got '{plane}'"),
            Projection = plane switch { Maximum => StackProjection.Maximum, Mean => StackProjection.Mean, _ => null },
        };
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
