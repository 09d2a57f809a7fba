using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

/// <summary>The value of <c>--binning</c>: a number, or <c>auto</c>.</summary>
internal static class BinningChoice
{
    public const string Automatic = "auto";

    /// <summary>The given binning; null for automatic.</summary>
    public static Binning? Parse(string text)
    {
        if (text == Automatic)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int factor)
            ? new Binning(factor)
            : throw new UsageException($"expected binning 1 to 4096 or {Automatic}, got '{text}'");
    }
}
