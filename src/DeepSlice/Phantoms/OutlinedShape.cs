using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Creates a whole slice from outlined regions: the tissue around them, and the lines that textures follow.</summary>
internal static class OutlinedShape
{
    private const int SamplesPerSpan = 6;
    private const double SurfaceUnits = 9;
    private const double StepUnits = 4;
    private const double FinestUnits = 1;

    /// <summary>Builds a shape.</summary>
    /// <param name="regions">Outlined regions in the image, one or more.</param>
    /// <param name="pixelsPerUnit">Scale of the atlas.</param>
    /// <param name="sidePixels">Side of the image.</param>
    /// <param name="hasBulb">Whether the slice has an olfactory bulb.</param>
    public static BrainShape Build(
        IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> regions, double pixelsPerUnit, int sidePixels, bool hasBulb)
    {
        (Tissue Tissue, Outline<BinnedPoint> Outline)[] painted = [.. regions.OrderByDescending(region => region.Tissue)];
        var fit = new AtlasFit(Measure(painted, sidePixels));
        Outline<BinnedPoint>? bulb = hasBulb ? Closed(fit.Place(BrainAtlas.Regions[Tissue.OlfactoryBulb])) : null;
        var envelope = new TissueEnvelope(regions, bulb, sidePixels, pixelsPerUnit);
        (List<BinnedPoint[]> surface, List<BinnedPoint[]> inner) = CortexBorders(regions, envelope, pixelsPerUnit);
        BinnedPoint[][] border = [.. envelope.Border.Rings.Select(ring => BrainShape.Ring(ring.Vertices))];
        return new BrainShape
        {
            Border = envelope.Border,
            Regions =
            [
                .. envelope.Striatum is { } striatum ? [(Tissue.Striatum, striatum)] : Array.Empty<(Tissue, Outline<BinnedPoint>)>(),
                .. bulb is not null ? [(Tissue.OlfactoryBulb, bulb)] : Array.Empty<(Tissue, Outline<BinnedPoint>)>(),
                .. painted,
            ],
            BorderField = new SegmentField(border),
            CortexSurface = new SegmentField(surface),
            CortexBase = new SegmentField(inner),
            PyramidalBand = Band(BrainAtlas.PyramidalBand),
            DentateBand = Band(BrainAtlas.DentateBand),
            MigratoryStream = new SegmentField([]),
            BulbField = new SegmentField([.. border, .. bulb is null ? [] : RingsOf(bulb, pixelsPerUnit)]),
            CerebellarSurface = new SegmentField(
            [
                .. regions.Any(region => region.Tissue == Tissue.Cerebellum)
                    ? BrainAtlas.Fissures.Select(fissure => SmoothCurve.Open<BinnedPoint>(fit.Place(fissure, Tissue.Cerebellum), SamplesPerSpan))
                    : [],
                .. regions.Where(region => region.Tissue == Tissue.Cerebellum).SelectMany(region => RingsOf(region.Outline, pixelsPerUnit)),
            ]),
            Pose = fit.Pose with { PixelsPerUnit = pixelsPerUnit },
            Middle = new BinnedPoint(sidePixels / 2.0, sidePixels / 2.0),
            DrawnBorders = new SegmentField([.. regions.SelectMany(region => RingsOf(region.Outline, pixelsPerUnit))]),
        };

        SegmentField Band(ControlPoint[] curve) => new(regions.Any(region => region.Tissue == Tissue.Hippocampus)
            ? [SmoothCurve.Open<BinnedPoint>(fit.Place(curve, Tissue.Hippocampus), SamplesPerSpan)]
            : []);
    }

    private static Moments[] Measure(IEnumerable<(Tissue Tissue, Outline<BinnedPoint> Outline)> painted, int sidePixels)
    {
        const int Cells = 420;
        double cell = (double)sidePixels / Cells;
        var tissues = new Raster<byte>(Cells, Cells);
        foreach ((Tissue tissue, Outline<BinnedPoint> outline) in painted)
        {
            // EveryTouchedPixel, so that a region of a pixel or two is not lost.
            PolygonRasterizer.Fill(outline.Map(point => new BinnedPoint(point.X / cell, point.Y / cell)), RasterRule.EveryTouchedPixel, tissues, (byte)tissue);
        }

        return [.. Moments.Measure(tissues).Select(cells =>
            new Moments(cells.Area * cell * cell, cells.X * cell, cells.Y * cell, cells.XX * cell * cell, cells.XY * cell * cell, cells.YY * cell * cell))];
    }

    /// <summary>Splits the outline of the cortex into the part at the tissue's border and the part inside.</summary>
    private static (List<BinnedPoint[]> Surface, List<BinnedPoint[]> Inner) CortexBorders(
        IEnumerable<(Tissue Tissue, Outline<BinnedPoint> Outline)> regions, TissueEnvelope envelope, double pixelsPerUnit)
    {
        (List<BinnedPoint[]> surface, List<BinnedPoint[]> inner) = ([], []);
        foreach (BinnedPoint[] ring in regions.Where(region => region.Tissue == Tissue.Cortex).SelectMany(region => RingsOf(region.Outline, pixelsPerUnit)))
        {
            BinnedPoint[] points = Polyline.Densified(ring, StepUnits * pixelsPerUnit);
            int start = 0;
            for (int i = 1; i < points.Length; i++)
            {
                bool isSurface = IsSurface(i - 1);
                if (i == points.Length - 1 || IsSurface(i) != isSurface)
                {
                    (isSurface ? surface : inner).Add(points[start..(i + 1)]);
                    start = i;
                }
            }

            bool IsSurface(int k) => envelope.Depth(points[k]) < SurfaceUnits;
        }

        return (surface, inner);
    }

    /// <summary>Rings to measure distances to, thinned because the cost is per vertex and outlines may be traced pixel by pixel.</summary>
    private static IEnumerable<BinnedPoint[]> RingsOf(Outline<BinnedPoint> outline, double pixelsPerUnit) =>
        outline.Rings.Select(ring => Polyline.Thinned(BrainShape.Ring(ring.Vertices), FinestUnits * pixelsPerUnit));

    private static Outline<BinnedPoint> Closed(BinnedPoint[] controls) => new([SmoothCurve.Closed<BinnedPoint>(controls, SamplesPerSpan)]);
}
