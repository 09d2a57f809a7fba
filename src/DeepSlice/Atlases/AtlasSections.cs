using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Atlases;

/// <summary>Random sections of an atlas: image and regions.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AtlasSections
{
    // Structures are painted on a grid this many times finer than the working grid, and averaged.
    private const int Supersampling = 2;
    private const int MostAttempts = 60;

    // The margin makes room for background.
    private const double FramePerTissue = 1.2;
    private const double ShortestTissueMicrometres = 2500;
    private const float UnitsPerIntensity = 1000;

    // As long as a mouse brain, so that layers and textures have the same size.
    private const double OtherTissueMicrometres = 10_000;

    private readonly Atlas _atlas;
    private readonly AtlasRegions _regions;
    private readonly SynthesisOptions _options;
    private readonly StructureKinds _kinds;
    private readonly SectionPainter _painter;
    private readonly (BrainPoint First, BrainPoint Last) _brain;
    private readonly byte[] _regionOfVoxel;

    /// <summary>Prepares an atlas.</summary>
    /// <param name="regions">The atlas with its regions.</param>
    /// <param name="options">How to cut and paint.</param>
    public AtlasSections(AtlasRegions regions, SynthesisOptions options)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(options);
        Atlas atlas = regions.Atlas;
        _atlas = atlas;
        _regions = regions;
        _options = options;
        _kinds = new StructureKinds(atlas.Ontology);
        _painter = new SectionPainter(regions, _kinds, options);
        _brain = atlas.Extent();
        _regionOfVoxel = EnclosedTissue.Assign(regions, _kinds, options.EnclosedMicrometres);
    }

    /// <summary>The atlas.</summary>
    public Atlas Atlas => _atlas;

    /// <summary>The regions.</summary>
    public RegionCatalog Catalog => _regions.Catalog;

    /// <summary>A hash of the atlas's labels, reference and regions, on which sections depend.</summary>
    public byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(_atlas.Labels.Voxels));
        hash.AppendData(_atlas.Reference ?? []);
        for (int label = 1; label <= _atlas.Ontology.Structures.Count; label++)
        {
            hash.AppendData([_regions[(ushort)label]]);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Draws a section.</summary>
    /// <param name="tissueLength">Length of its tissue (largest Feret diameter) in working pixels.</param>
    /// <param name="random">Random stream; equal streams give equal sections.</param>
    /// <returns>Image in units of its own, and regions, of equal size; a square frame with a margin of background.</returns>
    public SliceSample Draw(double tissueLength, RandomStream random) => Draw(tissueLength, random, leftMark: 0);

    /// <summary>Draws a section as <see cref="Draw(double, RandomStream)"/> does, and marks the side of each pixel.</summary>
    /// <param name="tissueLength">Length of its tissue in working pixels.</param>
    /// <param name="random">Random stream.</param>
    /// <param name="leftMark">Number added to the region index of tissue left of the middle of the brain, as the animal has it.</param>
    internal SliceSample Draw(double tissueLength, RandomStream random, byte leftMark)
    {
        ArgumentNullException.ThrowIfNull(random);
        int frame = (int)Math.Ceiling(FramePerTissue * tissueLength);
        var size = new RasterSize(frame, frame);
        if (random.Derive("kind").Chance(_options.OtherTissueProbability))
        {
            return DrawOther(tissueLength, size, random);
        }

        (SectionCut cut, Part part, double length) = DrawCut(random.Derive("cut"));
        double side = length / tissueLength;
        double middle = (_brain.First.Left + _brain.Last.Left) / 2;
        Raster<byte> regions = Sample(size, side, (right, down) =>
        {
            byte region = PlaceAt(cut, part, right, down, 0) is var place and >= 0 ? _regionOfVoxel[place] : (byte)0;
            return region != 0 && leftMark != 0 && cut.At(right, down).Left > middle ? (byte)(region + leftMark) : region;
        });
        return new SliceSample(Paint(cut, part, size, side, random), regions);
    }

    private Raster<float> Paint(SectionCut cut, Part part, RasterSize size, double side, RandomStream random)
    {
        var fine = new RasterSize(size.Width * Supersampling, size.Height * Supersampling);
        double fineSide = side / Supersampling;
        double thickness = _options.ThicknessMicrometres.Draw(random);
        RandomStream depths = random.Derive("depth");

        // A random depth for each pixel: the mean over the finer pixels is one over the thickness.
        Raster<ushort> labels = Sample(fine, fineSide, (right, down) => LabelAt(cut, part, right, down, thickness * (depths.NextDouble() - 0.5)));
        Func<Raster<float>>? reference = _atlas.Reference is null ? null : () => Sample(fine, fineSide, (right, down) => _atlas.ReferenceAt(cut.At(right, down)));
        return Paint(new FineSection(labels, reference, fineSide), random);
    }

    private SliceSample DrawOther(double tissueLength, RasterSize size, RandomStream random)
    {
        var fine = new RasterSize(size.Width * Supersampling, size.Height * Supersampling);
        Raster<ushort> labels = OtherTissue.Draw(fine, tissueLength * Supersampling, _atlas.Ontology.Structures.Count, random.Derive("other"));
        var regions = new Raster<byte>(size);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                regions[x, y] = labels[x * Supersampling, y * Supersampling] == 0 ? (byte)0 : _regions.Catalog.Rest!.Index;
            }
        }

        return new SliceSample(Paint(new FineSection(labels, null, OtherTissueMicrometres / tissueLength / Supersampling), random), regions);
    }

    private Raster<float> Paint(FineSection section, RandomStream random)
    {
        Raster<float> image = BlockMean.Apply(_painter.Paint(section, random.Derive("paint")), new Binning(Supersampling));
        GaussianBlur.Apply(image, random.Uniform(0, 1.2), image);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] *= UnitsPerIntensity;
        }

        return image;
    }

    private (SectionCut Cut, Part Part, double LengthMicrometres) DrawCut(RandomStream random)
    {
        const double Step = 200;
        const int Reach = 60;
        for (int attempt = 0; ; attempt++)
        {
            SectionCut cut = SectionCut.Draw(_brain, _options, random);
            Part part = DrawPart(random);
            var tissue = new List<SectionPoint>();
            for (int down = -Reach; down <= Reach; down++)
            {
                for (int right = -Reach; right <= Reach; right++)
                {
                    if (LabelAt(cut, part, right * Step, down * Step, 0) != 0)
                    {
                        tissue.Add(new SectionPoint(right * Step, down * Step));
                    }
                }
            }

            double length = tissue.Count == 0 ? 0 : FeretDiameter.Of(tissue) + Step;
            if (length >= ShortestTissueMicrometres)
            {
                double middleRight = (tissue.Min(point => point.X) + tissue.Max(point => point.X)) / 2;
                double middleDown = (tissue.Min(point => point.Y) + tissue.Max(point => point.Y)) / 2;
                return (cut with { Center = cut.At(middleRight, middleDown) }, part, length);
            }

            if (attempt == MostAttempts)
            {
                throw new InvalidDataException($"expected sections of {_atlas.Name} with tissue, got {MostAttempts} without; check the voxel size in metadata.json");
            }
        }
    }

    private Part DrawPart(RandomStream random)
    {
        if (!random.Chance(_options.MissingPartProbability))
        {
            return new Part(double.MinValue, double.MaxValue, HasCerebellum: true);
        }

        double extent = _brain.Last.Posterior - _brain.First.Posterior;
        double cut = random.Uniform(0.1, 0.45) * extent;
        return random.Below(3) switch
        {
            0 => new Part(double.MinValue, double.MaxValue, HasCerebellum: false),
            1 => new Part(_brain.First.Posterior + cut, double.MaxValue, HasCerebellum: true),
            _ => new Part(double.MinValue, _brain.Last.Posterior - cut, HasCerebellum: true),
        };
    }

    // Values at the centres of a grid's pixels, which lie right and down of the middle of the section by micrometres.
    private static Raster<T> Sample<T>(RasterSize size, double side, Func<double, double, T> at)
        where T : unmanaged
    {
        var values = new Raster<T>(size);
        for (int y = 0; y < size.Height; y++)
        {
            Span<T> row = values.Row(y);
            double down = (y + 0.5 - (size.Height / 2.0)) * side;
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = at((x + 0.5 - (size.Width / 2.0)) * side, down);
            }
        }

        return values;
    }

    private ushort LabelAt(SectionCut cut, Part part, double right, double down, double depth)
    {
        long place = PlaceAt(cut, part, right, down, depth);
        return place < 0 ? (ushort)0 : _atlas.Labels.Voxels[(int)place];
    }

    // −1 outside the brain and in what of it is missing.
    private long PlaceAt(SectionCut cut, Part part, double right, double down, double depth)
    {
        BrainPoint point = cut.At(right, down, depth);
        if (!cut.Has(point) || point.Posterior < part.First || point.Posterior > part.Last)
        {
            return -1;
        }

        long place = _atlas.PlaceOf(point);
        return place < 0 || (!part.HasCerebellum && _kinds[_atlas.Labels.Voxels[(int)place]] == StructureKind.Cerebellum) ? -1 : place;
    }

    /// <summary>A point of a section, in micrometres from its middle.</summary>
    private readonly record struct SectionPoint(double X, double Y) : IPlanePoint<SectionPoint>
    {
        public static SectionPoint At(double x, double y) => new(x, y);
    }

    /// <summary>What is left of a brain: from one depth behind its front to another, with or without cerebellum.</summary>
    private readonly record struct Part(double First, double Last, bool HasCerebellum);
}
