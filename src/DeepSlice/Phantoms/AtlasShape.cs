using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Places the curves of the atlas with biological variation.</summary>
internal static class AtlasShape
{
    private const int SamplesPerSpan = 6;

    /// <summary>Places the curves of the atlas.</summary>
    /// <param name="variation">Deviation of the animal from the mean shape.</param>
    /// <param name="pose">Pose of the slice in the image.</param>
    /// <param name="hasVentricle">Whether the lateral ventricle is open.</param>
    public static BrainShape Build(ShapeVariation variation, Pose pose, bool hasVentricle)
    {
        BinnedPoint[] border = ClosedCurve([.. BrainAtlas.Border.Select(Place)]);
        return new BrainShape
        {
            Border = OutlineOf(border),
            Regions = BrainAtlas.Regions
                .Select(entry => (entry.Key, OutlineOf(ClosedCurve(PlaceAll(entry.Value, entry.Key)))))
                .Concat(hasVentricle ? [(Tissue.Ventricle, OutlineOf(ClosedCurve([.. BrainAtlas.Ventricle.Select(Place)])))] : [])
                .OrderByDescending(entry => entry.Item1 == Tissue.Ventricle ? Tissue.Glass : entry.Item1)
                .ToArray(),
            BorderField = new SegmentField([BrainShape.Ring(border)]),
            CortexSurface = new SegmentField([BrainShape.Ring(border)]),
            CortexBase = new SegmentField([OpenCurve(PlaceAll(BrainAtlas.CortexBase, Tissue.Cortex))]),
            PyramidalBand = new SegmentField([OpenCurve(PlaceAll(BrainAtlas.PyramidalBand, Tissue.Hippocampus))]),
            DentateBand = new SegmentField([OpenCurve(PlaceAll(BrainAtlas.DentateBand, Tissue.Hippocampus))]),
            MigratoryStream = new SegmentField([OpenCurve([.. BrainAtlas.MigratoryStream.Select(Place)])]),
            BulbField = new SegmentField(
                [BrainShape.Ring(ClosedCurve(PlaceAll(BrainAtlas.Regions[Tissue.OlfactoryBulb], Tissue.OlfactoryBulb))), BrainShape.Ring(border)]),
            CerebellarSurface = new SegmentField(
                [.. BrainAtlas.Fissures.Select(fissure => OpenCurve(PlaceAll(fissure, Tissue.Cerebellum))), BrainShape.Ring(border)]),
            Pose = pose,
            Middle = Place(BrainAtlas.Centre),
        };

        BinnedPoint Place(ControlPoint point)
        {
            (double x, double y) = variation.Apply(point);
            return pose.Place(x, y);
        }

        BinnedPoint[] PlaceAll(ControlPoint[] points, Tissue tissue)
        {
            ControlPoint[] whole = BrainAtlas.Regions[tissue];
            var about = new ControlPoint(whole.Average(point => point.X), whole.Average(point => point.Y));
            return [.. points.Select(point =>
            {
                (double x, double y) = variation.Apply(point, tissue, about);
                return pose.Place(x, y);
            })];
        }
    }

    private static BinnedPoint[] ClosedCurve(BinnedPoint[] controls) => SmoothCurve.Closed<BinnedPoint>(controls, SamplesPerSpan).Vertices;

    private static BinnedPoint[] OpenCurve(BinnedPoint[] controls) => SmoothCurve.Open<BinnedPoint>(controls, SamplesPerSpan);

    private static Outline<BinnedPoint> OutlineOf(BinnedPoint[] vertices) => new([new Polygon<BinnedPoint>(vertices)]);
}
