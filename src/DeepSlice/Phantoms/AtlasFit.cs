using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Fits the atlas to outlined regions, to place tissues that are not outlined.</summary>
internal sealed class AtlasFit
{
    private const int AtlasPixels = 240;
    private const double UnitsPerPixel = BrainAtlas.UnitsPerSide / AtlasPixels;
    private static readonly Tissue[] Outlined =
        [Tissue.Cerebellum, Tissue.Hippocampus, Tissue.Cortex, Tissue.Thalamus, Tissue.Midbrain, Tissue.Brainstem];

    private static readonly Lazy<Moments[]> Atlas = new(MeasureAtlas);
    private readonly Moments[] _moments;

    /// <summary>Fits position, size, angle and side to the centroids of the regions by least squares.</summary>
    /// <param name="moments">Moments of the outlined tissues in the image; at least one is present.</param>
    public AtlasFit(Moments[] moments)
    {
        _moments = moments;
        Pose plain = Fit(isMirrored: false);
        Pose mirrored = Fit(isMirrored: true);
        Pose = Misfit(mirrored) < Misfit(plain) ? mirrored : plain;
    }

    /// <summary>Pose of the atlas in the image.</summary>
    public Pose Pose { get; }

    private Tissue[] Present => [.. Outlined.Where(tissue => _moments[(int)tissue].Area > 0)];

    /// <summary>Maps points of the atlas to the image.</summary>
    /// <param name="points">Control points.</param>
    public BinnedPoint[] Place(IEnumerable<ControlPoint> points) =>
        [.. points.Select(point => Pose.Place(point.X - BrainAtlas.Centre.X, point.Y - BrainAtlas.Centre.Y))];

    /// <summary>Maps points of one tissue of the atlas to the image, stretched like the tissue.</summary>
    /// <param name="points">Control points.</param>
    /// <param name="tissue">A tissue that is present.</param>
    public BinnedPoint[] Place(IEnumerable<ControlPoint> points, Tissue tissue)
    {
        Moments atlas = Atlas.Value[(int)tissue];
        Moments drawn = _moments[(int)tissue];
        (double xx, double xy, double yx, double yy) = drawn.StretchFrom(atlas.Turned(Pose));
        BinnedPoint middle = Pose.Place(atlas.X, atlas.Y);
        return [.. Place(points).Select(point =>
        {
            (double x, double y) = (point.X - middle.X, point.Y - middle.Y);
            return new BinnedPoint(drawn.X + (xx * x) + (xy * y), drawn.Y + (yx * x) + (yy * y));
        })];
    }

    private static Moments[] MeasureAtlas()
    {
        var still = new ShapeVariation(0, new RandomStream(0));
        Pose upright = Pose.Draw(AtlasPixels, false, new RandomStream(0));
        Raster<byte> tissues = TissueMap.Paint(AtlasShape.Build(still, upright, hasVentricle: false), [], AtlasPixels);

        // From pixels of the atlas raster to atlas units relative to the centre.
        const double Square = UnitsPerPixel * UnitsPerPixel;
        return [.. Moments.Measure(tissues).Select(pixels => new Moments(
            pixels.Area * Square,
            (pixels.X - (AtlasPixels / 2.0)) * UnitsPerPixel,
            (pixels.Y - (AtlasPixels / 2.0)) * UnitsPerPixel,
            pixels.XX * Square,
            pixels.XY * Square,
            pixels.YY * Square))];
    }

    private Pose Fit(bool isMirrored)
    {
        Tissue[] present = Present;
        (double atlasX, double atlasY) = (present.Average(tissue => Source(tissue).X), present.Average(tissue => Source(tissue).Y));
        (double drawnX, double drawnY) = (present.Average(tissue => _moments[(int)tissue].X), present.Average(tissue => _moments[(int)tissue].Y));
        (double along, double across, double square) = (0, 0, 0);
        foreach (Tissue tissue in present)
        {
            (double x, double y) = (Source(tissue).X - atlasX, Source(tissue).Y - atlasY);
            (double u, double v) = (_moments[(int)tissue].X - drawnX, _moments[(int)tissue].Y - drawnY);
            along += (x * u) + (y * v);
            across += (x * v) - (y * u);
            square += (x * x) + (y * y);
        }

        // Areas bound the size, so that overlapping regions do not shrink the atlas to a point.
        double size = Math.Sqrt(present.Sum(tissue => _moments[(int)tissue].Area) / present.Sum(tissue => Atlas.Value[(int)tissue].Area));
        double angle = Math.Atan2(across, along);
        double scale = square > 0 ? Math.Clamp(Math.Sqrt((along * along) + (across * across)) / square, size / 2, size * 2) : size;
        (double sin, double cos) = Math.SinCos(angle);
        return new Pose(
            scale,
            angle,
            isMirrored,
            drawnX - (scale * ((cos * atlasX) - (sin * atlasY))),
            drawnY - (scale * ((sin * atlasX) + (cos * atlasY))));

        (double X, double Y) Source(Tissue tissue)
        {
            Moments atlas = Atlas.Value[(int)tissue];
            return (isMirrored ? -atlas.X : atlas.X, atlas.Y);
        }
    }

    private double Misfit(Pose pose) => Present.Sum(tissue =>
    {
        BinnedPoint placed = pose.Place(Atlas.Value[(int)tissue].X, Atlas.Value[(int)tissue].Y);
        (double x, double y) = (placed.X - _moments[(int)tissue].X, placed.Y - _moments[(int)tissue].Y);
        return (x * x) + (y * y);
    });
}
