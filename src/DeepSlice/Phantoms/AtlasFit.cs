using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Lays the atlas over outlined regions, so that what nobody outlined can be put where it belongs.</summary>
internal sealed class AtlasFit
{
    private const int AtlasPixels = 240;
    private const double UnitsPerPixel = BrainAtlas.UnitsPerSide / AtlasPixels;
    private static readonly Tissue[] Outlined =
        [Tissue.Cerebellum, Tissue.Hippocampus, Tissue.Cortex, Tissue.Thalamus, Tissue.Midbrain, Tissue.Brainstem];

    private static readonly Lazy<Moments[]> Atlas = new(MeasureAtlas);
    private readonly Moments[] _found;

    /// <summary>Fits place, size, angle and side to the middles of the regions, by least squares.</summary>
    /// <param name="found">Moments of the outlined tissues in the image, one of them at least present.</param>
    public AtlasFit(Moments[] found)
    {
        _found = found;
        Pose plain = Fit(isMirrored: false);
        Pose mirrored = Fit(isMirrored: true);
        Pose = Misfit(mirrored) < Misfit(plain) ? mirrored : plain;
    }

    /// <summary>Where the atlas lies in the image.</summary>
    public Pose Pose { get; }

    private Tissue[] Present => [.. Outlined.Where(tissue => _found[(int)tissue].Area > 0)];

    /// <summary>Places points of the atlas.</summary>
    /// <param name="points">Control points.</param>
    public BinnedPoint[] Place(IEnumerable<ControlPoint> points) =>
        [.. points.Select(point => Pose.Place(point.X - BrainAtlas.Centre.X, point.Y - BrainAtlas.Centre.Y))];

    /// <summary>Places points of the atlas that belong to a tissue, stretched as that is.</summary>
    /// <param name="points">Control points.</param>
    /// <param name="tissue">A tissue that is present.</param>
    public BinnedPoint[] Place(IEnumerable<ControlPoint> points, Tissue tissue)
    {
        Moments atlas = Atlas.Value[(int)tissue];
        Moments found = _found[(int)tissue];
        (double xx, double xy, double yx, double yy) = found.StretchFrom(atlas.Turned(Pose));
        BinnedPoint middle = Pose.Place(atlas.X, atlas.Y);
        return [.. Place(points).Select(point =>
        {
            (double x, double y) = (point.X - middle.X, point.Y - middle.Y);
            return new BinnedPoint(found.X + (xx * x) + (xy * y), found.Y + (yx * x) + (yy * y));
        })];
    }

    private static Moments[] MeasureAtlas()
    {
        var still = new ShapeVariation(0, new RandomStream(0));
        Pose upright = Pose.Draw(AtlasPixels, false, new RandomStream(0));
        Raster<byte> tissues = TissueMap.Paint(AtlasShape.Build(still, upright, hasVentricle: false), [], AtlasPixels);

        // From the atlas' picture to its units about the centre.
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
        (double foundX, double foundY) = (present.Average(tissue => _found[(int)tissue].X), present.Average(tissue => _found[(int)tissue].Y));
        (double along, double across, double square) = (0, 0, 0);
        foreach (Tissue tissue in present)
        {
            (double x, double y) = (Source(tissue).X - atlasX, Source(tissue).Y - atlasY);
            (double u, double v) = (_found[(int)tissue].X - foundX, _found[(int)tissue].Y - foundY);
            along += (x * u) + (y * v);
            across += (x * v) - (y * u);
            square += (x * x) + (y * y);
        }

        // Areas bound the size, so that regions drawn over one another do not shrink the atlas to a point.
        double size = Math.Sqrt(present.Sum(tissue => _found[(int)tissue].Area) / present.Sum(tissue => Atlas.Value[(int)tissue].Area));
        double angle = Math.Atan2(across, along);
        double scale = square > 0 ? Math.Clamp(Math.Sqrt((along * along) + (across * across)) / square, size / 2, size * 2) : size;
        (double sin, double cos) = Math.SinCos(angle);
        return new Pose(
            scale,
            angle,
            isMirrored,
            foundX - (scale * ((cos * atlasX) - (sin * atlasY))),
            foundY - (scale * ((sin * atlasX) + (cos * atlasY))));

        (double X, double Y) Source(Tissue tissue)
        {
            Moments atlas = Atlas.Value[(int)tissue];
            return (isMirrored ? -atlas.X : atlas.X, atlas.Y);
        }
    }

    private double Misfit(Pose pose) => Present.Sum(tissue =>
    {
        BinnedPoint placed = pose.Place(Atlas.Value[(int)tissue].X, Atlas.Value[(int)tissue].Y);
        (double x, double y) = (placed.X - _found[(int)tissue].X, placed.Y - _found[(int)tissue].Y);
        return (x * x) + (y * y);
    });
}
