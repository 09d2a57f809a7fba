using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>The curves of one slice in its image: borders of tissues, and the lines that textures follow.</summary>
internal sealed class BrainShape
{
    /// <summary>Outline of the whole tissue.</summary>
    public required Outline<BinnedPoint> Border { get; init; }

    /// <summary>Outlines of the tissues in painting order.</summary>
    public required IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> Regions { get; init; }

    /// <summary>Distance to the border of the whole tissue.</summary>
    public required SegmentField BorderField { get; init; }

    /// <summary>Distance to the outer border of the cortex.</summary>
    public required SegmentField CortexSurface { get; init; }

    /// <summary>Distance to the lower border of the cortex.</summary>
    public required SegmentField CortexBase { get; init; }

    /// <summary>Distance to the centre line of the hippocampal pyramidal layer.</summary>
    public required SegmentField PyramidalBand { get; init; }

    /// <summary>Distance to the centre line of the dentate granule layer.</summary>
    public required SegmentField DentateBand { get; init; }

    /// <summary>Distance to the rostral migratory stream.</summary>
    public required SegmentField MigratoryStream { get; init; }

    /// <summary>Distance to the border of the olfactory bulb.</summary>
    public required SegmentField BulbField { get; init; }

    /// <summary>Distance to the surface of the cerebellum, including fissures.</summary>
    public required SegmentField CerebellarSurface { get; init; }

    /// <summary>Pose of the atlas in the image; its scale is also that of the textures.</summary>
    public required Pose Pose { get; init; }

    /// <summary>Centre of the slice in the image.</summary>
    public required BinnedPoint Middle { get; init; }

    /// <summary>
    /// Distance to the drawn outlines of the regions, all of which are visible in the image; null for the atlas, whose curves extend beyond the
    /// tissue's border and whose adjacent tissues blend.
    /// </summary>
    public SegmentField? DrawnBorders { get; init; }

    /// <summary>A point on the border of the whole tissue.</summary>
    /// <param name="fraction">Position along the border, 0 … 1.</param>
    public BinnedPoint BorderPoint(double fraction)
    {
        BinnedPoint[] ring = Border.Rings[0].Vertices;
        return ring[(int)(fraction * (ring.Length - 1))];
    }

    /// <summary>A closed curve as a polyline that ends where it starts.</summary>
    /// <param name="vertices">Vertices of the ring.</param>
    public static BinnedPoint[] Ring(BinnedPoint[] vertices) => [.. vertices, vertices[0]];
}
