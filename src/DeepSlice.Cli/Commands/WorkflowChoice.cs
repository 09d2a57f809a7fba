using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Networks;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--workflow</c>.</summary>
internal static class WorkflowChoice
{
    /// <summary>Makes the option.</summary>
    /// <param name="description">What it decides in this command.</param>
    public static Option<string?> Create(string description) => new("--workflow") { Description = description, HelpName = "whole|patch|combined" };

    /// <summary>The workflow a person has chosen; null where none was.</summary>
    public static SegmentationWorkflow? Parse(string? text) => text switch
    {
        null => null,
        "whole" => SegmentationWorkflow.Whole,
        "patch" => SegmentationWorkflow.Patch,
        "combined" => SegmentationWorkflow.Combined,
        _ => throw new UsageException($"found workflow '{text}', allowed are whole, patch and combined"),
    };
}
