using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>The curves of one slice, placed in its image: what is where, and what textures follow.</summary>
internal sealed class BrainShape
{
    /// <summary>Outlines of all tissue.</summary>
    public required Outline<BinnedPoint> Border { get; init; }

    /// <summary>Outlines of the tissues in the order in which they are painted over one another.</summary>
    public required IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> Regions { get; init; }

    /// <summary>Distance to the border of all tissue.</summary>
    public required SegmentField BorderField { get; init; }

    /// <summary>Distance to the outer border of the cortex.</summary>
    public required SegmentField CortexSurface { get; init; }

    /// <summary>Distance to the lower border of the cortex.</summary>
    public required SegmentField CortexBase { get; init; }

    /// <summary>Distance to the middle of the hippocampal pyramidal layer.</summary>
    public required SegmentField PyramidalBand { get; init; }

    /// <summary>Distance to the middle of the dentate granule layer.</summary>
    public required SegmentField DentateBand { get; init; }

    /// <summary>Distance to the rostral migratory stream.</summary>
    public required SegmentField MigratoryStream { get; init; }

    /// <summary>Distance to the border of the olfactory bulb.</summary>
    public required SegmentField BulbField { get; init; }

    /// <summary>Distance to the surface of the cerebellum, fissures included.</summary>
    public required SegmentField CerebellarSurface { get; init; }

    /// <summary>How the atlas lies in the image; its scale is that of the textures.</summary>
    public required Pose Pose { get; init; }

    /// <summary>Middle of the slice in the image.</summary>
    public required BinnedPoint Middle { get; init; }

    /// <summary>
    /// Distance to the drawn outlines of the regions, each of which shows in the image; null for an atlas, whose curves reach beyond the
    /// tissue's border and whose neighbours pass into one another.
    /// </summary>
    public SegmentField? DrawnBorders { get; init; }

    /// <summary>A place on the border of all tissue.</summary>
    /// <param name="fraction">Place along the border, 0 … 1.</param>
    public BinnedPoint BorderPoint(double fraction)
    {
        BinnedPoint[] ring = Border.Rings[0].Vertices;
        return ring[(int)(fraction * (ring.Length - 1))];
    }

    /// <summary>A closed curve as a line that ends where it begins.</summary>
    /// <param name="vertices">Vertices of the ring.</param>
    public static BinnedPoint[] Ring(BinnedPoint[] vertices) => [.. vertices, vertices[0]];
}
