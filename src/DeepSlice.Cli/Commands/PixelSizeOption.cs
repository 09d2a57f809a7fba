using System.CommandLine;
using System.Globalization;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--pixel-size</c>.</summary>
internal static class PixelSizeOption
{
    /// <summary>Creates the option; a decimal comma is refused, since elsewhere it separates thousands.</summary>
    /// <param name="description">Meaning and default in this command.</param>
    public static Option<double?> Create(string description) => new("--pixel-size")
    {
        Description = description,
        HelpName = "UM",
        CustomParser = parsed =>
        {
            string text = parsed.Tokens.Count == 0 ? "" : parsed.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double size))
            {
                return size;
            }

            parsed.AddError($"expected --pixel-size as a number such as 0.65, got '{text}'");
            return null;
        },
    };
}
