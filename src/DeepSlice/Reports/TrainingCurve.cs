using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>One curve of a chart.</summary>
internal sealed record TrainingCurve
{
    /// <summary>Name in the legend.</summary>
    public required string Name { get; init; }

    /// <summary>Points from left to right; points that are not finite interrupt the curve.</summary>
    public required IReadOnlyList<(double X, double Y)> Points { get; init; }

    /// <summary>Colour; null for a colour chosen by the chart. Curves of regions use the region's colour.</summary>
    public RegionColor? Color { get; init; }
}
