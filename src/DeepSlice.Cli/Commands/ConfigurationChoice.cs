using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Networks;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--configuration</c>.</summary>
internal static class ConfigurationChoice
{
    private const string Names = "whole|patch|cascade";

    /// <summary>Creates the option.</summary>
    /// <param name="description">Its effect in this command.</param>
    public static Option<string?> Create(string description) => new("--configuration") { Description = description, HelpName = Names };

    /// <summary>The chosen configuration; null if none was given.</summary>
    public static Configuration? Parse(string? text) => text switch
    {
        null => null,
        "whole" => Configuration.Whole,
        "patch" => Configuration.Patch,
        "cascade" => Configuration.Cascade,
        "combined" => throw new UsageException("expected configuration whole, patch or cascade, got 'combined'; its name is now cascade: --configuration cascade"),
        _ => throw new UsageException($"expected configuration whole, patch or cascade, got '{text}'"),
    };

    /// <summary>The replacement of a removed option; null for all other options.</summary>
    /// <param name="token">An unknown token of the command line.</param>
    public static string? Replacement(string token) =>
        token.Split('=')[0] == "--workflow" ? $"option --workflow was renamed; use --configuration {Names}" : null;
}
