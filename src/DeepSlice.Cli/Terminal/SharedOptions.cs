using System.CommandLine;

namespace DeepSlice.Cli.Terminal;

/// <summary>Options that every command has, or several.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as one JSON object on standard output.",
        Recursive = true,
    };

    /// <summary>Of commands that write a dataset.</summary>
    public static Option<bool> Overwrite { get; } = new("--overwrite")
    {
        Description = "Replace the dataset in the folder even if files of it were changed by hand, or if it was imported. Files that do not belong to it always stay.",
    };

    /// <summary>Of commands that generate slices.</summary>
    public static Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Random seed, an integer; equal seeds give equal slices.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Of commands that generate slices.</summary>
    public static Option<string> NewDataset { get; } = new("--output") { Description = "Dataset folder to create.", HelpName = "DATASET", Required = true };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Print the stack trace of an error.",
        Recursive = true,
    };

    /// <summary>Creates the option of commands that read folders of images.</summary>
    public static Option<bool> CreateRecursive() => new("--recursive")
    {
        Description = "Also search sub-folders: mouse1/s01.tif becomes slice mouse1_s01 of animal mouse1.",
    };
}
