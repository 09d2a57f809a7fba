using DeepSlice.Augmentation;
using DeepSlice.Geometry;

namespace DeepSlice.Atlases;

/// <summary>Paints the structures of sections in random intensities, layers and textures.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SectionPainter
{
    private readonly AtlasRegions _regions;
    private readonly StructureKinds _kinds;
    private readonly SynthesisOptions _options;

    /// <summary>Creates a painter.</summary>
    /// <param name="regions">The atlas with its regions.</param>
    /// <param name="kinds">What its structures are made of.</param>
    /// <param name="options">How to paint.</param>
    public SectionPainter(AtlasRegions regions, StructureKinds kinds, SynthesisOptions options)
    {
        _regions = regions;
        _kinds = kinds;
        _options = options;
    }

    /// <summary>Paints a section.</summary>
    /// <param name="section">Its structures.</param>
    /// <param name="random">Random stream; equal streams give equal images.</param>
    /// <returns>Intensities, 0 and more; tissue is about 0.6.</returns>
    public Raster<float> Paint(FineSection section, RandomStream random)
    {
        Raster<ushort> labels = section.Labels;
        float[] intensities = StructureIntensities.Draw(_regions, _kinds, _options.FineStructures, random.Derive("intensities"));
        var image = new Raster<float>(labels.Size);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = intensities[labels.Pixels[i]];
        }

        FollowReference(section, image, random.Derive("reference"));
        PaintLayers(section, image, random.Derive("layers"));
        PaintTexture(section, image, random.Derive("texture"));
        PaintBackground(labels, image, random.Derive("background"));
        return image;
    }

    // Contrast of either sign: fixation and clearing change how tissue looks, but not where it changes.
    private void FollowReference(FineSection section, Raster<float> image, RandomStream random)
    {
        if (section.Reference is not { } cut || !random.Chance(_options.ReferenceProbability))
        {
            return;
        }

        Raster<float> reference = cut();
        float share = (float)random.Uniform(0.3, 1);
        float exponent = (float)random.Uniform(0.6, 1.6);
        bool isInverted = random.Chance(0.2);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            float shown = MathF.Pow(isInverted ? 1 - (0.8f * reference.Pixels[i]) : reference.Pixels[i], exponent);
            image.Pixels[i] = section.Labels.Pixels[i] == 0 ? 0 : image.Pixels[i] + (share * (shown - image.Pixels[i]));
        }
    }

    private void PaintLayers(FineSection section, Raster<float> image, RandomStream random)
    {
        LayerProfile?[] ofRegion = [.. _regions.Catalog.Regions.Select(_ => random.Chance(0.45) ? new LayerProfile(random) { IsBelowSurface = random.Chance(0.5) } : null)];
        bool hasCells = random.Chance(_options.CellLayerProbability);
        CellLayer cerebellar = CellLayer.Draw(random);
        CellLayer hippocampal = CellLayer.Draw(random);
        LayerProfile? pia = random.Chance(0.4) ? new LayerProfile(random) : null;
        if (!hasCells && pia is null && ofRegion.All(profile => profile is null))
        {
            return;
        }

        Raster<ushort> labels = section.Labels;
        Raster<double>? belowBorder = hasCells || ofRegion.Any(profile => profile is { IsBelowSurface: false }) ? Depth(labels, ofSurface: false) : null;
        Raster<double>? belowSurface = pia is not null || ofRegion.Any(profile => profile is { IsBelowSurface: true }) ? Depth(labels, ofSurface: true) : null;
        double side = section.MicrometresPerPixel;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            ushort label = labels.Pixels[i];
            if (label == 0)
            {
                continue;
            }

            (double border, double surface) = (belowBorder is null ? 0 : belowBorder.Pixels[i] * side, belowSurface is null ? 0 : belowSurface.Pixels[i] * side);
            float factor = ofRegion[_regions[label]] is { } layers ? layers.At(layers.IsBelowSurface ? surface : border) : 1;
            factor *= surface < 200 && pia is not null ? pia.At(surface) : 1;
            image.Pixels[i] *= factor * (hasCells ? _kinds[label] switch
            {
                StructureKind.Cerebellum => cerebellar.At(border),
                StructureKind.Hippocampus => hippocampal.At(border),
                _ => 1,
            } : 1);
        }
    }

    private void PaintTexture(FineSection section, Raster<float> image, RandomStream random)
    {
        Raster<ushort> labels = section.Labels;
        double side = section.MicrometresPerPixel;
        float white = (float)random.Uniform(0, 0.22);
        float smooth = (float)random.Uniform(0, 0.3);
        float spots = random.Chance(0.35) ? (float)random.Uniform(0.2, 2.5) : 0;
        float lattice = (float)(random.Uniform(90, 260) / side);
        float density = (float)random.Uniform(0.05, 0.6);
        float[] strength = [.. Enumerable.Range(0, _regions.Atlas.Ontology.UnknownTissue + 1).Select(_ => (float)random.Uniform(0.2, 1))];
        var field = new SmoothField(random.Derive("field"), labels.Size, random.Uniform(60, 350) / side, 1, 4);
        var noise = new HashNoise(random.NextBits());
        RandomStream grain = random.Derive("grain");
        float[] row = new float[labels.Width];
        for (int y = 0; y < labels.Height; y++)
        {
            field.Row(y, row);
            Span<float> pixels = image.Row(y);
            ReadOnlySpan<ushort> labelled = labels.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                if (labelled[x] != 0)
                {
                    float rough = strength[labelled[x]];
                    float cells = spots > 0 ? spots * rough * noise.Spots(x / lattice, y / lattice, density * rough) : 0;
                    pixels[x] *= Math.Max(0.05f, 1 + (rough * ((white * (float)grain.Normal()) + (smooth * row[x]))) + cells);
                }
            }
        }
    }

    private static void PaintBackground(Raster<ushort> labels, Raster<float> image, RandomStream random)
    {
        float level = (float)(random.Chance(0.85) ? random.Uniform(0.005, 0.1) : random.Uniform(0.1, 0.3));
        float grain = (float)random.Uniform(0, 0.03);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            float glass = Math.Max(0.001f, level + (grain * (float)random.Normal()));
            image.Pixels[i] = labels.Pixels[i] == 0 ? glass : image.Pixels[i] + level;
        }
    }

    /// <summary>Distance of each pixel from the nearest border between labels, or between tissue and background.</summary>
    private static Raster<double> Depth(Raster<ushort> labels, bool ofSurface)
    {
        const double Farthest = 40;
        var border = new Raster<bool>(labels.Size);
        for (int y = 0; y < labels.Height; y++)
        {
            ReadOnlySpan<ushort> row = labels.Row(y);
            ReadOnlySpan<ushort> below = labels.Row(Math.Min(y + 1, labels.Height - 1));
            Span<bool> found = border.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                (ushort label, ushort right, ushort under) = (row[x], row[Math.Min(x + 1, row.Length - 1)], below[x]);
                found[x] = ofSurface ? (label == 0) != (right == 0) || (label == 0) != (under == 0) : label != right || label != under;
            }
        }

        var distance = new Raster<double>(labels.Size);
        _ = new DistanceTransform(labels.Size, PixelSpacing.Unit) { Limit = Farthest }.Measure(border, distance);
        return distance;
    }
}
