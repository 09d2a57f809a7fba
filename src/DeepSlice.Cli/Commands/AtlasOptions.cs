using System.CommandLine;
using DeepSlice.Atlases;
using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli.Commands;

/// <summary>The options that choose atlases, regions and planes.</summary>
internal static class AtlasOptions
{
    public static Option<string?> Regions { get; } = new("--regions")
    {
        Description = "Regions of the atlas: six-regions, twelve-divisions, or a JSON list of regions with the acronyms, names or ids of their structures. Default six-regions.",
        HelpName = "NAME|FILE",
    };

    public static Option<string?> Planes { get; } = new("--planes")
    {
        Description = "Planes to cut: coronal, sagittal, horizontal, separated by commas; one that is named twice is cut twice as often. Default all three.",
        HelpName = "PLANES",
    };

    /// <summary>An option for folders of atlases.</summary>
    /// <param name="isRequired">Whether one must be given.</param>
    public static Option<string[]> CreateFolders(bool isRequired) => new("--atlas")
    {
        Description = "Folder of an atlas in BrainGlobe's layout; may be repeated.",
        HelpName = "FOLDER",
        Required = isRequired,
        DefaultValueFactory = isRequired ? null : _ => [],
    };

    /// <summary>Reads the atlases and maps their structures to the regions.</summary>
    public static IReadOnlyList<AtlasRegions> Read(CommandContext context, IReadOnlyList<string> folders)
    {
        var catalog = ShippedCatalogs.Read(context.Find(Regions) ?? ShippedCatalogs.Default);
        AtlasRegions[] mapped = [.. folders.Select(folder => AtlasRegions.Map(AtlasFolder.Read(folder, context.CancellationToken), catalog))];
        Failure.Warn(mapped.Select(regions => regions.Atlas.Warning()).OfType<string>());
        return mapped;
    }

    /// <summary>How sections are made, with the planes that were given.</summary>
    public static SynthesisOptions Synthesis(CommandContext context) =>
        context.Find(Planes) is { } planes ? new SynthesisOptions { Planes = [.. planes.Split(',', StringSplitOptions.TrimEntries).Select(ParsePlane)] } : new SynthesisOptions();

    private static SectionPlane ParsePlane(string word) => word.ToLowerInvariant() switch
    {
        "coronal" => SectionPlane.Coronal,
        "sagittal" => SectionPlane.Sagittal,
        "horizontal" => SectionPlane.Horizontal,
        _ => throw new UsageException($"--planes: expected coronal, sagittal, horizontal, separated by commas, got '{word}'"),
    };
}
