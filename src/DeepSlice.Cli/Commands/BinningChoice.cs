using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

/// <summary>What <c>--binning</c> takes: a number, or the word that leaves the choice to the program.</summary>
internal static class BinningChoice
{
    public const string Automatic = "auto";

    /// <summary>The binning a person has chosen; null where the program chooses.</summary>
    public static Binning? Parse(string text)
    {
        if (text == Automatic)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int factor)
            ? new Binning(factor)
            : throw new UsageException($"found binning '{text}', allowed are 1 to 4096 and {Automatic}");
    }
}
