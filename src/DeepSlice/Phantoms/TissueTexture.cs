using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Brightness of stained nuclei at any point of a phantom, in counts of a 16-bit camera.</summary>
/// <remarks>Brightness and contrast of the tissues follow DAPI-stained sagittal slices: cortex about 1700, cerebellar granule cell layer above 10 000.</remarks>
internal sealed class TissueTexture
{
    /// <summary>Background brightness beside the tissue.</summary>
    public const float Glass = 240;

    private const double NucleusSpacingUnits = 0.75;
    private const double BlendUnits = 7;

    // A unit is about 19 µm: nuclei of 5 to 12 µm, at most one per 9.5 × 9.5 µm, are resolved by pixels up to 13 µm.
    private const float NucleusUnits = 0.7f;
    private const float NucleusCellUnits = 0.5f;
    private const float Haze = 0.62f;

    // Cortical depth from the surface (0) to the white matter (1), and the density of nuclei there: layers I to VI.
    private static readonly float[] LayerDepth = [0, 0.09f, 0.14f, 0.32f, 0.38f, 0.48f, 0.56f, 0.72f, 0.80f, 0.95f, 1];
    private static readonly float[] LayerDensity = [0.74f, 0.76f, 1.12f, 1.02f, 1.22f, 1.16f, 0.86f, 0.90f, 1.12f, 1.05f, 0.95f];

    // Adjacent outlined regions must differ, otherwise their border would be invisible in the image: factors by tissue.
    private static readonly float[] DrawnLevels = [1, 1, 1, 1, 1.18f, 0.92f, 0.88f, 1, 1.05f, 0.88f, 1];

    // Semi-major axis of nuclei by tissue, in cells: granule cells are small and round, neurons of the brainstem large.
    private static readonly float[] NucleusRadius = [0, 0.36f, 0.42f, 0.46f, 0.47f, 0.47f, 0.5f, 0.36f, 0.42f, 0.45f, 0.42f];

    private readonly BrainShape _shape;
    private readonly HashNoise _noise;
    private readonly HashNoise _grain;
    private readonly HashNoise _vessels;
    private readonly float[] _levels;
    private readonly SoftLevels? _softLevels;
    private readonly float _unitsPerPixel;
    private readonly bool _showsNuclei;
    private readonly float _grainLattice;
    private readonly float _grainContrast;
    private readonly float _granuleCells;
    private readonly float _bulb;
    private readonly float _cortex;
    private readonly float _bands;
    private readonly float _stream;

    /// <summary>Creates a texture.</summary>
    /// <param name="shape">Curves of the slice.</param>
    /// <param name="tissues">Values of <see cref="Tissue"/> for every sample.</param>
    /// <param name="strength">Variation of staining between slices, 0 … 2.</param>
    /// <param name="random">Random stream.</param>
    public TissueTexture(BrainShape shape, Raster<byte> tissues, double strength, RandomStream random)
    {
        _shape = shape;
        _noise = new HashNoise(random.NextBits());
        _grain = new HashNoise(random.NextBits());
        _vessels = new HashNoise(random.NextBits());
        _unitsPerPixel = (float)(1 / shape.Pose.PixelsPerUnit);

        _showsNuclei = _unitsPerPixel <= NucleusUnits;

        // If single nuclei are smaller than two pixels, clumps of two pixels represent them, fainter because they are means of many.
        _grainLattice = (float)Math.Max(NucleusSpacingUnits, 2 * _unitsPerPixel);
        _grainContrast = 0.55f * MathF.Pow((float)NucleusSpacingUnits / _grainLattice, 1.3f);
        _granuleCells = 10500 * Varied(0.18);
        _bulb = 5200 * Varied(0.35);
        _bands = Varied(0.15);
        _stream = Math.Max(0, 1400 * Varied(0.5));
        _cortex = 1680 * Varied(0.05);
        float[] levels = new float[Enum.GetValues<Tissue>().Length];
        levels[(int)Tissue.Thalamus] = 1850 * Varied(0.05);
        levels[(int)Tissue.Midbrain] = 1880 * Varied(0.05);
        levels[(int)Tissue.Brainstem] = 1430 * Varied(0.06);
        levels[(int)Tissue.Striatum] = 1880 * Varied(0.05);
        levels[(int)Tissue.BasalForebrain] = 1720 * Varied(0.05);
        if (shape.DrawnBorders is not null)
        {
            for (int i = 0; i < levels.Length; i++)
            {
                levels[i] *= DrawnLevels[i];
            }
        }

        _levels = levels;
        _softLevels = shape.DrawnBorders is null ? new SoftLevels(tissues, levels, shape.Pose.PixelsPerUnit * BlendUnits) : null;

        float Varied(double deviation) => (float)Math.Exp(strength * deviation * Math.Clamp(random.Normal(), -2, 2));
    }

    /// <summary>Brightness at a point.</summary>
    /// <param name="tissue">Tissue at the point.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public float At(Tissue tissue, float x, float y)
    {
        if (tissue == Tissue.Glass)
        {
            return Glass;
        }

        // Texture scales are in atlas units, so that slices of any size look alike.
        float u = x * _unitsPerPixel;
        float v = y * _unitsPerPixel;
        float value = tissue switch
        {
            Tissue.Cerebellum => Cerebellum(x, y, u, v),
            Tissue.Hippocampus => Hippocampus(x, y, u, v),
            Tissue.Cortex => Cortex(x, y, u, v),
            Tissue.Thalamus => Level(Tissue.Thalamus, x, y) * (1 + Clouds(u, v, 48, 0.08f) + Clouds(u, v, 15, 0.06f)),
            Tissue.Midbrain => Midbrain(x, y, u, v),
            Tissue.Brainstem => Brainstem(x, y, u, v),
            Tissue.OlfactoryBulb => OlfactoryBulb(x, y, u, v),
            Tissue.Striatum => Striatum(x, y, u, v),
            Tissue.Ventricle => 420,
            _ => BasalForebrain(x, y, u, v),
        };
        if (_shape.DrawnBorders is { } borders)
        {
            value *= 1 - (0.2f * Band(Units(borders.Distance(x, y)), 1.2f));
        }

        value *= 1 - (0.4f * Step(_vessels.Spots(u / 12, v / 17, 0.035f), 0.35f, 0.8f));
        return Glass + (Math.Max(0, value - Glass) * (_showsNuclei ? Nuclei(tissue, u, v, value) : Clumps(u, v)));
    }

    private float Clumps(float u, float v) =>
        Math.Max(0.3f, 1 + (_grainContrast * ((_grain.Spots(u / _grainLattice, v / _grainLattice, 0.8f) * 8) - 1)));

    /// <summary>Single nuclei, denser where the tissue is brighter, over the haze of nuclei out of focus; 1 on average.</summary>
    private float Nuclei(Tissue tissue, float u, float v, float value)
    {
        float density = Math.Clamp(0.15f + (0.25f * value / 1700), 0.15f, 1);
        float bodies = _grain.Bodies(u / NucleusCellUnits, v / NucleusCellUnits, density, NucleusRadius[(int)tissue], 0.5f * _unitsPerPixel / NucleusCellUnits);
        return Haze + ((1 - Haze) * bodies);
    }

    private float Cerebellum(float x, float y, float u, float v)
    {
        // Molecular layer under the folded surface, then the granule cell layer, then white matter below both.
        float depth = Units(_shape.CerebellarSurface.Distance(x, y)) + (2.2f * _noise.Smooth(u / 19, v / 19)) + (0.8f * _noise.Smooth(u / 6, v / 6));
        float granule = Step(depth, 7, 9.5f) * (1 - Step(depth, 16.5f, 19.5f));
        float surface = 1850 - (1300 * (1 - Step(depth, 0.2f, 1.6f)));
        float rest = surface + (150 * Step(depth, 18, 22));
        return rest + (granule * (_granuleCells - rest) * (1 + Clouds(u, v, 9, 0.12f)));
    }

    private float Hippocampus(float x, float y, float u, float v)
    {
        float wobble = 0.8f * _noise.Smooth(u / 14, v / 14);
        float pyramidal = Band(Units(_shape.PyramidalBand.Distance(x, y)) + wobble, 2.3f);
        float dentate = Band(Units(_shape.DentateBand.Distance(x, y)) + wobble, 3.4f);
        float neuropil = 1430 * (1 + Clouds(u, v, 22, 0.08f));
        return neuropil + (_bands * ((3300 * pyramidal) + (5200 * dentate)));
    }

    private float Cortex(float x, float y, float u, float v)
    {
        float outer = Units(_shape.CortexSurface.Distance(x, y));
        float inner = Units(_shape.CortexBase.Distance(x, y));
        float depth = (outer / Math.Max(outer + inner, 1e-3f)) + (0.03f * _noise.Smooth(u / 30, v / 30));
        float density = Density(depth) * (1 + Clouds(u, v, 40, 0.07f) + Clouds(u, v, 10, 0.05f));
        return (_cortex * density) + Pia(outer, u, v);
    }

    private float Midbrain(float x, float y, float u, float v)
    {
        // The colliculi are layered parallel to the dorsal surface; deeper parts are a loose network.
        float depth = Units(_shape.BorderField.Distance(x, y));
        float layers = depth < 70 ? 0.12f * (1 - (depth / 70)) * MathF.Sin(depth / 4.2f) : 0;
        return (Level(Tissue.Midbrain, x, y) * (1 + layers + Clouds(u, v, 55, 0.11f) + Clouds(u, v, 14, 0.07f))) + Pia(depth, u, v);
    }

    private float Brainstem(float x, float y, float u, float v)
    {
        // Fibre tracts run along the axis of the hindbrain and contain few nuclei.
        double angle = _shape.Pose.AngleRadians + (_shape.Pose.IsMirrored ? -0.6 : 0.6);
        (float sin, float cos) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        float along = (u * cos) + (v * sin);
        float across = (v * cos) - (u * sin);
        float tracts = 0.09f * _noise.Smooth(along / 46, across / 7);
        return Level(Tissue.Brainstem, x, y) * (1 + tracts + Clouds(u, v, 50, 0.10f) + Clouds(u, v, 13, 0.06f));
    }

    private float OlfactoryBulb(float x, float y, float u, float v)
    {
        float depth = Units(_shape.BulbField.Distance(x, y)) + (4 * _noise.Smooth(u / 26, v / 26)) + (1.5f * _noise.Smooth(u / 9, v / 9));
        float glomeruli = (1 - Step(depth, 5, 9)) * Math.Max(0, _noise.Smooth(u / 6, v / 6)) * 1700;
        float plexiform = 1500 + glomeruli;
        float granule = Step(depth, 12, 17) * (0.88f + (0.12f * MathF.Sin(depth * 0.8f)));
        return plexiform + (granule * (_bulb - plexiform) * (1 + Clouds(u, v, 12, 0.12f)));
    }

    private float Striatum(float x, float y, float u, float v)
    {
        // The lattice is rotated and bent so that the bundles do not form rows.
        float bend = 3 * _noise.Smooth(u / 11, v / 11);
        float bundles = Step(_noise.Smooth(((0.8f * u) - (0.6f * v) + bend) / 6, ((0.6f * u) + (0.8f * v) - bend) / 6), 0, 0.7f) * 0.18f;
        return (Level(Tissue.Striatum, x, y) * (1 - bundles + Clouds(u, v, 45, 0.08f))) + Stream(x, y);
    }

    private float BasalForebrain(float x, float y, float u, float v)
    {
        // White matter under the cortex has fewer nuclei than the grey matter of the forebrain below.
        float fibres = 1 - Step(Units(_shape.CortexBase.Distance(x, y)), 8, 16);
        float grey = Level(Tissue.BasalForebrain, x, y) * (1 + Clouds(u, v, 60, 0.14f) + Clouds(u, v, 18, 0.10f));
        return (grey * (1 - (0.16f * fibres))) + Stream(x, y) + Pia(Units(_shape.BorderField.Distance(x, y)), u, v);
    }

    /// <summary>Mean brightness: blended across borders for the atlas, constant up to the outline for outlined tissue.</summary>
    private float Level(Tissue tissue, float x, float y) => _softLevels?.At(x, y) ?? _levels[(int)tissue];

    private float Stream(float x, float y) => _stream * Band(Units(_shape.MigratoryStream.Distance(x, y)), 4);

    /// <summary>Meninges: a thin, patchy rim of nuclei.</summary>
    private float Pia(float depth, float u, float v) =>
        depth < 5 ? 900 * (1 - (depth / 5)) * Math.Max(0, 0.2f + _noise.Smooth(u / 23, v / 23)) : 0;

    private float Clouds(float u, float v, float wavelength, float amplitude) => amplitude * 1.5f * _noise.Smooth(u / wavelength, v / wavelength);

    private float Units(float pixels) => pixels * _unitsPerPixel;

    private static float Band(float distance, float halfWidth)
    {
        float t = distance / halfWidth;
        return MathF.Exp(-t * t);
    }

    private static float Step(float value, float from, float to)
    {
        float t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    private static float Density(float depth)
    {
        int k = 1;
        while (k < LayerDepth.Length - 1 && depth > LayerDepth[k])
        {
            k++;
        }

        float t = Math.Clamp((depth - LayerDepth[k - 1]) / (LayerDepth[k] - LayerDepth[k - 1]), 0, 1);
        return LayerDensity[k - 1] + (t * (LayerDensity[k] - LayerDensity[k - 1]));
    }
}
