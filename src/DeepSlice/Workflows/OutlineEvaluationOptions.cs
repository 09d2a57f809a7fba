using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>How outlines are scored.</summary>
internal sealed record OutlineEvaluationOptions
{
    private readonly double? _micrometresPerPixel;

    /// <summary>The regions; null for those of the predictions.</summary>
    public RegionCatalog? Catalog { get; init; }

    /// <summary>Further names of outlines, each with the key of its region.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Names { get; init; } = [];

    /// <summary>Whether outlines of one side, such as <c>Left: cortex</c>, are the region, without a warning.</summary>
    public bool MergeSides { get; init; }

    /// <summary>Whether sub-folders of the annotators' outlines are searched, too.</summary>
    public bool Recursive { get; init; }

    /// <summary>The arguments of the command line, for the report; empty for calls of the library.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>Side of a full-resolution pixel; null where unknown.</summary>
    public double? MicrometresPerPixel
    {
        get => _micrometresPerPixel;
        init => _micrometresPerPixel = value is { } side ? Ensure.PositiveAndFinite(side, "pixel size") : null;
    }
}
