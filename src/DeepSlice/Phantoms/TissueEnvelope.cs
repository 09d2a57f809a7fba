using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>The tissue around outlined regions: a smooth border that fills the bays between them, and the striatum in the largest one.</summary>
internal sealed class TissueEnvelope
{
    private const double CellUnits = 2.5;
    private const double NarrowBayUnits = 24;
    private const double WideBayUnits = 240;
    private const double ShyUnits = 2.5;
    private const double StriatumUnits = 9;
    private const double StriatumBorderUnits = 30;
    private const double StepUnits = 7;
    private const int MarginCells = 8;

    private readonly double _cell;
    private readonly int _padding;
    private readonly int _inner;
    private readonly DistanceTransform _transform;
    private readonly Raster<double> _outside;
    private readonly Raster<bool> _tissue;
    private readonly Raster<bool> _drawn;

    /// <summary>Computes the tissue.</summary>
    /// <param name="regions">Outlined regions in the image.</param>
    /// <param name="bulb">The olfactory bulb, if the slice has one.</param>
    /// <param name="sidePixels">Side of the image.</param>
    /// <param name="pixelsPerUnit">Scale of the atlas.</param>
    public TissueEnvelope(
        IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> regions, Outline<BinnedPoint>? bulb, int sidePixels, double pixelsPerUnit)
    {
        _cell = pixelsPerUnit * CellUnits;
        _padding = (int)Math.Ceiling(WideBayUnits / CellUnits) + 2;
        _inner = (int)Math.Ceiling(sidePixels / _cell);
        var size = new RasterSize(_inner + (2 * _padding), _inner + (2 * _padding));
        _transform = new DistanceTransform(size, new PixelSpacing(CellUnits, CellUnits));
        Raster<byte> all = Fill(size, regions.Select(region => region.Outline));
        Raster<byte> fore = Fill(size, regions.Where(region => region.Tissue is not (Tissue.Cerebellum or Tissue.Brainstem)).Select(region => region.Outline));
        if (bulb is not null)
        {
            PolygonRasterizer.Fill(bulb.Map(ToCell), RasterRule.PixelCentre, all, 1);
            PolygonRasterizer.Fill(bulb.Map(ToCell), RasterRule.PixelCentre, fore, 1);
        }

        _drawn = Fill(size, regions.Select(region => region.Outline)).Map(value => value != 0);
        Raster<bool> narrow = Closed(all.Map(value => value != 0), NarrowBayUnits);
        Raster<bool> wide = Closed(fore.Map(value => value != 0), WideBayUnits);
        _tissue = new Raster<bool>(size);
        for (int i = 0; i < _tissue.Pixels.Length; i++)
        {
            _tissue.Pixels[i] = (narrow.Pixels[i] || wide.Pixels[i]) && IsInImage(i % size.Width) && IsInImage(i / size.Width);
        }

        _outside = new Raster<double>(size);
        _transform.Measure(_tissue.Map(value => !value), _outside);
        Border = Smooth(_tissue) ?? new Outline<BinnedPoint>(regions[0].Outline.Rings);
        Striatum = Smooth(StriatumCells());
    }

    /// <summary>Border of the tissue; outlined regions may extend slightly beyond it.</summary>
    public Outline<BinnedPoint> Border { get; }

    /// <summary>The part deep in the tissue, far from all regions; null if there is none.</summary>
    public Outline<BinnedPoint>? Striatum { get; }

    /// <summary>Depth of a point below the tissue's border, in atlas units.</summary>
    /// <param name="point">Point in the image.</param>
    public double Depth(BinnedPoint point)
    {
        BinnedPoint cell = ToCell(point);
        return _outside.Contains((int)cell.X, (int)cell.Y) ? _outside[(int)cell.X, (int)cell.Y] : 0;
    }

    private Raster<byte> Fill(RasterSize size, IEnumerable<Outline<BinnedPoint>> outlines)
    {
        var cells = new Raster<byte>(size);
        foreach (Outline<BinnedPoint> outline in outlines)
        {
            PolygonRasterizer.Fill(outline.Map(ToCell), RasterRule.PixelCentre, cells, 1);
        }

        return cells;
    }

    private BinnedPoint ToCell(BinnedPoint point) => new((point.X / _cell) + _padding, (point.Y / _cell) + _padding);

    // A margin of background remains around the tissue, two pixels of an image of 84.
    private bool IsInImage(int cell) => cell >= _padding + MarginCells && cell < _padding + _inner - MarginCells;

    /// <summary>Morphological closing by a disc; the border is then moved inwards slightly, behind the outlined regions.</summary>
    private Raster<bool> Closed(Raster<bool> set, double radiusUnits)
    {
        var distance = new Raster<double>(set.Size);
        _transform.Measure(set, distance);
        _transform.Measure(distance.Map(value => value > radiusUnits), distance);
        return distance.Map(value => value > radiusUnits + ShyUnits);
    }

    private Raster<bool> StriatumCells()
    {
        var distance = new Raster<double>(_tissue.Size);
        _transform.Measure(_drawn, distance);
        var cells = new Raster<bool>(_tissue.Size);
        for (int i = 0; i < cells.Pixels.Length; i++)
        {
            cells.Pixels[i] = distance.Pixels[i] > StriatumUnits && _outside.Pixels[i] > StriatumBorderUnits;
        }

        return cells;
    }

    /// <summary>Smooth curves around cells; small components are dropped.</summary>
    private Outline<BinnedPoint>? Smooth(Raster<bool> cells)
    {
        const int FewestPoints = 8;
        if (ContourTracer.Trace(cells.Map(value => (byte)(value ? 1 : 0)), 1) is not { } traced)
        {
            return null;
        }

        Polygon<BinnedPoint>[] rings =
        [
            .. traced.Rings
                .Select(ring => Polyline.Resampled(BrainShape.Ring(ring.Vertices), StepUnits / CellUnits))
                .Where(points => points.Length > FewestPoints)
                .OrderByDescending(points => points.Length)
                .Select(points => SmoothCurve.Closed<BinnedPoint>(Polyline.SmoothedRing(points[..^1]), 3)),
        ];
        return rings.Length == 0
            ? null
            : new Outline<BinnedPoint>(rings).Map(cell => new BinnedPoint((cell.X - _padding) * _cell, (cell.Y - _padding) * _cell));
    }
}
