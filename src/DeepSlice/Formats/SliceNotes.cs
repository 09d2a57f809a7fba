using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>What was noticed when the outlines of one slice were read.</summary>
internal sealed class SliceNotes
{
    /// <summary>What has a name that refers to no region, with the reason why it is no area, if it is none.</summary>
    public List<SkippedRoi> Foreign { get; } = [];

    /// <summary>Names of sides or other parts, which were read as their region.</summary>
    public List<(string Name, Region Region)> Parts { get; } = [];

    /// <summary>What was skipped though it has a region's name, or has no readable shape.</summary>
    public List<SkippedRoi> Skipped { get; } = [];

    /// <summary>Why the slice has no outline of a region.</summary>
    public string WhyNothing(RegionCatalog catalog) =>
        Skipped.Count > 0 ? $"expected outlines that enclose pixels, got {SkippedWords()}; draw them again"
        : Foreign.Count > 0
            ? $"expected ROI names {catalog.DrawnKeys}, each with or without a number such as -1, got {string.Join(", ", Foreign.Distinct().Select(Words))}; rename them, or state their region, for example --names \"{Foreign[0].Name}\"={catalog.Regions[1].Key}"
        : "expected one annotation or more that is an area, got none; outline the regions";

    /// <summary>The skipped outlines, each with its reason.</summary>
    public string SkippedWords() => string.Join(", ", Skipped.Select(Words));

    private static string Words(SkippedRoi outline) => outline.Reason.Length > 0 ? $"'{outline.Name}' ({outline.Reason})" : $"'{outline.Name}'";
}
