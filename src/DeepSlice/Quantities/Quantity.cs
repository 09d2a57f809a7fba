namespace DeepSlice.Quantities;

/// <summary>Quantities of some tissue: all of it, or what is intact.</summary>
internal sealed record Quantity
{
    /// <summary>Area in full-resolution pixels.</summary>
    public required long AreaPixels { get; init; }

    /// <summary>Area in µm²; null if the pixel size is unknown.</summary>
    public required double? AreaSquareMicrometres { get; init; }

    /// <summary>Area as a share of the slice's tissue, 0 … 1, on both sides; null if the slice has none.</summary>
    public required double? TissueFraction { get; init; }

    /// <summary>Intensities in the channel of the row; null without a channel.</summary>
    public required IntensitySummary? Intensity { get; init; }

    /// <summary>Median of the background of the slice in this channel; null if it has none.</summary>
    public required double? Background { get; init; }

    /// <summary>Number of objects; null if none were given.</summary>
    public required long? ObjectCount { get; init; }

    /// <summary>Mean intensity above the background.</summary>
    public double? CorrectedMean => Intensity?.Mean - Background;

    /// <summary>Sum of the intensities above the background.</summary>
    public double? CorrectedSum => Intensity is { } all && Background is { } level ? all.Sum - (level * all.Count) : null;

    /// <summary>Objects per mm²; null if the pixel size is unknown, or there is no area.</summary>
    public double? ObjectDensity => AreaSquareMicrometres is > 0 ? ObjectCount / AreaSquareMicrometres * 1e6 : null;
}
