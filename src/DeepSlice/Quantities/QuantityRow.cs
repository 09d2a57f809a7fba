namespace DeepSlice.Quantities;

/// <summary>A row of the table of quantities: a slice × region × side × channel.</summary>
internal sealed record QuantityRow
{
    /// <summary>The slice.</summary>
    public required MeasuredSlice Slice { get; init; }

    /// <summary>The region, group of regions, or all tissue.</summary>
    public required RegionSet Region { get; init; }

    /// <summary><c>both</c>, <c>left</c> or <c>right</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Name or number of the channel; empty if no intensities were measured.</summary>
    public required string Channel { get; init; }

    /// <summary>Side of a full-resolution pixel in micrometres; null if unknown.</summary>
    public required double? MicrometresPerPixel { get; init; }

    /// <summary>All of the tissue.</summary>
    public required Quantity All { get; init; }

    /// <summary>The tissue that is neither damaged nor excluded.</summary>
    public required Quantity Intact { get; init; }

    /// <summary>What to check before use, such as an unknown midline; empty if nothing.</summary>
    public required string Flag { get; init; }
}
