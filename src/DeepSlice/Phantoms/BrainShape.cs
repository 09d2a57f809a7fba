using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>The curves of one phantom, placed in its image.</summary>
internal sealed class BrainShape
{
    private const int SamplesPerSpan = 6;
    private readonly ShapeVariation _variation;
    private readonly Pose _pose;
    private readonly BinnedPoint[] _border;

    /// <summary>Places the atlas' curves.</summary>
    /// <param name="variation">How the animal differs from the mean.</param>
    /// <param name="pose">How the slice lies in the image.</param>
    /// <param name="hasVentricle">Whether the lateral ventricle gapes.</param>
    public BrainShape(ShapeVariation variation, Pose pose, bool hasVentricle)
    {
        _variation = variation;
        _pose = pose;
        _border = ClosedCurve([.. BrainAtlas.Border.Select(Place)]);
        Border = OutlineOf(_border);
        Regions = BrainAtlas.Regions
            .Select(entry => (entry.Key, OutlineOf(ClosedCurve(PlaceAll(entry.Value, entry.Key)))))
            .Concat(hasVentricle ? [(Tissue.Ventricle, OutlineOf(ClosedCurve([.. BrainAtlas.Ventricle.Select(Place)])))] : [])
            .OrderByDescending(entry => entry.Item1 == Tissue.Ventricle ? Tissue.Glass : entry.Item1)
            .ToArray();
        BorderField = new SegmentField([Ring(_border)]);
        CortexBase = new SegmentField([OpenCurve(PlaceAll(BrainAtlas.CortexBase, Tissue.Cortex))]);
        PyramidalBand = new SegmentField([OpenCurve(PlaceAll(BrainAtlas.PyramidalBand, Tissue.Hippocampus))]);
        DentateBand = new SegmentField([OpenCurve(PlaceAll(BrainAtlas.DentateBand, Tissue.Hippocampus))]);
        MigratoryStream = new SegmentField([OpenCurve([.. BrainAtlas.MigratoryStream.Select(Place)])]);
        BulbField = new SegmentField([Ring(ClosedCurve(PlaceAll(BrainAtlas.Regions[Tissue.OlfactoryBulb], Tissue.OlfactoryBulb))), Ring(_border)]);
        CerebellarSurface = new SegmentField(
            [.. BrainAtlas.Fissures.Select(fissure => OpenCurve(PlaceAll(fissure, Tissue.Cerebellum))), Ring(_border)]);
    }

    /// <summary>Border of all tissue.</summary>
    public Outline<BinnedPoint> Border { get; }

    /// <summary>Outlines of the tissues in the order in which they are painted over one another, not yet cut at the border.</summary>
    public IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> Regions { get; }

    /// <summary>Distance to the border of all tissue.</summary>
    public SegmentField BorderField { get; }

    /// <summary>Distance to the lower border of the cortex.</summary>
    public SegmentField CortexBase { get; }

    /// <summary>Distance to the middle of the hippocampal pyramidal layer.</summary>
    public SegmentField PyramidalBand { get; }

    /// <summary>Distance to the middle of the dentate granule layer.</summary>
    public SegmentField DentateBand { get; }

    /// <summary>Distance to the rostral migratory stream.</summary>
    public SegmentField MigratoryStream { get; }

    /// <summary>Distance to the border of the olfactory bulb.</summary>
    public SegmentField BulbField { get; }

    /// <summary>Distance to the surface of the cerebellum, fissures included.</summary>
    public SegmentField CerebellarSurface { get; }

    /// <summary>How the slice lies in the image.</summary>
    public Pose Pose => _pose;

    /// <summary>A place on the border of all tissue.</summary>
    /// <param name="fraction">Place along the border, 0 … 1.</param>
    public BinnedPoint BorderPoint(double fraction) => _border[(int)(fraction * (_border.Length - 1))];

    /// <summary>Middle of the slice in the image.</summary>
    public BinnedPoint Middle => Place(BrainAtlas.Centre);

    private BinnedPoint Place(ControlPoint point)
    {
        (double x, double y) = _variation.Apply(point);
        return _pose.Place(x, y);
    }

    private BinnedPoint[] PlaceAll(ControlPoint[] points, Tissue tissue)
    {
        ControlPoint[] whole = BrainAtlas.Regions[tissue];
        var about = new ControlPoint(whole.Average(point => point.X), whole.Average(point => point.Y));
        return [.. points.Select(point =>
        {
            (double x, double y) = _variation.Apply(point, tissue, about);
            return _pose.Place(x, y);
        })];
    }

    private static BinnedPoint[] ClosedCurve(BinnedPoint[] controls) => SmoothCurve.Closed<BinnedPoint>(controls, SamplesPerSpan).Vertices;

    private static BinnedPoint[] OpenCurve(BinnedPoint[] controls) => SmoothCurve.Open<BinnedPoint>(controls, SamplesPerSpan);

    private static BinnedPoint[] Ring(BinnedPoint[] vertices) => [.. vertices, vertices[0]];

    private static Outline<BinnedPoint> OutlineOf(BinnedPoint[] vertices) => new([new Polygon<BinnedPoint>(vertices)]);
}
