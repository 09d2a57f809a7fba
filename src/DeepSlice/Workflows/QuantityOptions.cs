using DeepSlice.Quantities;

namespace DeepSlice.Workflows;

/// <summary>Options of <see cref="QuantityWorkflow"/>.</summary>
internal sealed record QuantityOptions
{
    /// <summary>Image files or folders of them; by default those that were predicted.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Whether sub-folders of <see cref="Images"/> are searched.</summary>
    public bool Recursive { get; init; }

    /// <summary>Names or numbers of the channels to measure; null for all, none for no intensities.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Plane of Z-stacks; null if not stated.</summary>
    public int? Plane { get; init; }

    /// <summary>Side of a full-resolution pixel in micrometres; null for what is known of each slice.</summary>
    /// <value>Greater than 0 and finite, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or not finite.</exception>
    public double? MicrometresPerPixel { get; init => field = value is double size ? Ensure.PositiveAndFinite(size, "pixel size") : null; }

    /// <summary>A file of objects, or a folder of them by slice; null for none.</summary>
    public string? Objects { get; init; }

    /// <summary>A folder of masks or outlines of what is excluded; null for none.</summary>
    public string? Exclusions { get; init; }

    /// <summary>A file of groups of regions; null for none.</summary>
    public string? Groups { get; init; }

    /// <summary>A table of sections; null for none.</summary>
    public string? Sections { get; init; }

    /// <summary>Distance from one section to the next in µm; null if unknown.</summary>
    /// <value>Greater than 0 and finite, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not positive, or not finite.</exception>
    public double? Spacing { get; init => field = value is double distance ? Ensure.PositiveAndFinite(distance, "spacing") : null; }

    /// <summary>Thickness of a section in µm; null if unknown.</summary>
    /// <value>Greater than 0 and finite, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The thickness is not positive, or not finite.</exception>
    public double? Thickness { get; init => field = value is double thickness ? Ensure.PositiveAndFinite(thickness, "thickness") : null; }

    /// <summary>The side that all slices show; null to find the midline of each.</summary>
    public SideState? Side { get; init; }

    /// <summary>Whether the images show the slices from behind: left becomes right.</summary>
    public bool IsFlipped { get; init; }
}
