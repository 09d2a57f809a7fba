using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Geometry;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--raster-rule</c>.</summary>
internal static class RasterRuleChoice
{
    /// <summary>Creates the option.</summary>
    public static Option<string?> Create() => new("--raster-rule")
    {
        Description = "Working pixels that belong to an outline: those whose centre is inside, which keeps areas, or every one that it touches, as the original project, which enlarges regions. Default: centre.",
        HelpName = "centre|touched",
    };

    /// <summary>The chosen rule; null if none was given.</summary>
    public static RasterRule? Parse(string? text) => text switch
    {
        null => null,
        "centre" => RasterRule.PixelCentre,
        "touched" => RasterRule.EveryTouchedPixel,
        _ => throw new UsageException($"--raster-rule: expected centre or touched, got '{text}'"),
    };
}
