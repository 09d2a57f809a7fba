namespace DeepSlice.Quantities;

/// <summary>A row of the table of animals: an animal × region × side × channel, over all of its sections.</summary>
internal sealed record AnimalRow
{
    /// <summary>The animal; empty if unknown.</summary>
    public required string Animal { get; init; }

    /// <summary>Its group; empty if unknown.</summary>
    public required string Group { get; init; }

    /// <summary>The region, group of regions, or all tissue.</summary>
    public required RegionSet Region { get; init; }

    /// <summary><c>both</c>, <c>left</c> or <c>right</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Name or number of the channel; empty if no intensities were measured.</summary>
    public required string Channel { get; init; }

    /// <summary>Number of sections.</summary>
    public required int Sections { get; init; }

    /// <summary>Number of sections in which the region was found.</summary>
    public required int SectionsWithRegion { get; init; }

    /// <summary>Sum of the areas in full-resolution pixels.</summary>
    public required long AreaPixels { get; init; }

    /// <summary>Sum of the areas in µm²; null if the pixel size of a section is unknown.</summary>
    public required double? AreaSquareMicrometres { get; init; }

    /// <summary>Sum of the areas of intact tissue in µm².</summary>
    public required double? IntactAreaSquareMicrometres { get; init; }

    /// <summary>Volume in mm³; null if the spacing of the sections or an area is unknown.</summary>
    public required double? CubicMillimetres { get; init; }

    /// <summary>Coefficient of error of the volume, see <see cref="Cavalieri"/>; null for fewer than three sections.</summary>
    public required double? CoefficientOfError { get; init; }

    /// <summary>Number of objects in the sections; null if those of a section are unknown.</summary>
    public required long? ObjectCount { get; init; }

    /// <summary>Number of objects in intact tissue.</summary>
    public required long? IntactObjectCount { get; init; }

    /// <summary>Spacing ÷ thickness: what one section stands for; null if either is unknown.</summary>
    public required double? SectionsPerSection { get; init; }

    /// <summary>Thickness of a section in µm; null if unknown.</summary>
    public required double? Thickness { get; init; }

    /// <summary>Mean intensity over all pixels of all sections; null without pixels.</summary>
    public required double? MeanIntensity { get; init; }

    /// <summary>The same of intact tissue.</summary>
    public required double? IntactMeanIntensity { get; init; }

    /// <summary>Mean of the intensities above the background of their slices.</summary>
    public required double? CorrectedMean { get; init; }

    /// <summary>The same of intact tissue.</summary>
    public required double? IntactCorrectedMean { get; init; }
}
