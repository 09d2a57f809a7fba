using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>One line of a chart.</summary>
public sealed record TrainingCurve
{
    /// <summary>Name in the legend.</summary>
    public required string Name { get; init; }

    /// <summary>Points from left to right; points that are not finite interrupt the line.</summary>
    public required IReadOnlyList<(double X, double Y)> Points { get; init; }

    /// <summary>Colour; null for one chosen by the chart. A region's curve takes the region's colour.</summary>
    public RegionColor? Color { get; init; }
}
