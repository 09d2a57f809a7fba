using DeepSlice.Atlases;
using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Benchmarks;

/// <summary>Sections of an atlas whose sides are known, since the atlas has them: turned, bent, torn and cut.</summary>
/// <remarks>Left is the side of the animal that lies further left in the image.</remarks>
internal sealed class SidedSections
{
    private const byte Mark = 64;
    private const double TissueLength = 100;

    private readonly AtlasSections _sections;
    private readonly RandomArtifacts _artifacts;
    private readonly SliceAugmenter _augmenter;
    private readonly RandomStream _random;

    public SidedSections(AtlasRegions regions, SectionPlane plane, double hemispheres, double mostDegrees)
    {
        _sections = new AtlasSections(regions, new SynthesisOptions { Planes = [plane], HemisphereProbability = hemispheres, OtherTissueProbability = 0, ObliqueProbability = 0, TiltDegrees = 5 });
        _artifacts = new RandomArtifacts(new ArtifactOptions
        {
            Probability = 0.5,
            Severity = new NumberRange(0.1, 0.7),
            Weights = new Dictionary<string, double>(StringComparer.Ordinal) { ["missing-piece"] = 2, ["tear"] = 1, ["fold"] = 1, ["compression"] = 1, ["elastic"] = 1 },
        });
        _augmenter = new SliceAugmenter(new AugmentationOptions
        {
            Spatial = new SpatialOptions { RotationDegrees = mostDegrees, MirrorProbability = 0, Shear = 0, Anisotropy = 1 },
            Photometric = PhotometricOptions.None,
            DomainRandomization = new DomainRandomizationOptions { Probability = 0 },
        });
        _random = new RandomStream(7).Derive(plane.ToString());
    }

    /// <summary>Finds the midline of a section and compares it with the sides of the atlas.</summary>
    /// <param name="index">Number of the section.</param>
    /// <param name="picture">PNG to write; null for none.</param>
    public SidedResult Measure(int index, string? picture)
    {
        Raster<byte> marked = Draw(_random.Derive((ulong)index));
        Raster<byte> labels = marked.Map(value => (byte)(value % Mark));
        Midline midline = MidlineFinder.Find("section", labels, SliceFrame.Identity(labels.Size));
        (double X, double Y, bool IsMarked)[] tissue = [.. Tissue(marked)];
        double[] middles = [.. ((bool[])[false, true]).Select(mark => tissue.Where(point => point.IsMarked == mark).Select(point => point.X).DefaultIfEmpty(double.NaN).Average())];
        if (picture is not null)
        {
            PngFile.Write(picture, Picture(marked, midline));
        }

        if (double.IsNaN(middles[0] + middles[1]))
        {
            return new SidedResult(midline.Flag, 0, 0);
        }

        bool isMarkLeft = middles[1] < middles[0];
        double right = tissue.Count(point => (midline.SideOf(new PixelPoint(point.X, point.Y), isFlipped: false) == BrainSide.Left) == (point.IsMarked == isMarkLeft)) / (double)tissue.Length;
        return new SidedResult(midline.Flag, right, Best(tissue));
    }

    private static IEnumerable<(double X, double Y, bool IsMarked)> Tissue(Raster<byte> marked)
    {
        for (int y = 0; y < marked.Height; y++)
        {
            for (int x = 0; x < marked.Width; x++)
            {
                if (marked[x, y] != 0)
                {
                    yield return (x + 0.5, y + 0.5, marked[x, y] >= Mark);
                }
            }
        }
    }

    // Of all lines on a grid of 2° and a pixel.
    private static double Best((double X, double Y, bool IsMarked)[] tissue)
    {
        int best = 0;
        for (int degrees = 0; degrees < 180; degrees += 2)
        {
            (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
            var sums = new SortedDictionary<int, int>();
            foreach ((double x, double y, bool isMarked) in tissue)
            {
                int along = (int)Math.Floor((x * cos) + (y * sin));
                sums[along] = sums.GetValueOrDefault(along) + (isMarked ? 1 : -1);
            }

            int marked = tissue.Count(point => point.IsMarked);
            int before = 0;
            foreach (int sum in sums.Values)
            {
                before += sum;
                best = Math.Max(best, Math.Max(tissue.Length - marked + before, marked - before));
            }
        }

        return best / (double)tissue.Length;
    }

    private static Raster<RegionColor> Picture(Raster<byte> marked, Midline midline)
    {
        const int Scale = 4;
        var picture = new Raster<RegionColor>(marked.Width * Scale, marked.Height * Scale);
        RegionColor white = RegionColor.Parse("#ffffff");
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                byte value = marked[x / Scale, y / Scale];
                RegionColor colour = RegionCatalog.SagittalSix.Regions[value % Mark % RegionCatalog.SagittalSix.Count].Color;
                picture[x, y] = IsOnLine(midline, (x + 0.5) / Scale, (y + 0.5) / Scale) ? white
                    : value >= Mark ? colour : new RegionColor((byte)(colour.Red / 2), (byte)(colour.Green / 2), (byte)(colour.Blue / 2));
            }
        }

        return picture;
    }

    // A flagged line is dotted.
    private static bool IsOnLine(Midline midline, double x, double y)
    {
        if (midline.Top is not { } top || midline.Bottom is not { } bottom)
        {
            return false;
        }

        (double dx, double dy) = (bottom.X - top.X, bottom.Y - top.Y);
        double length = double.Hypot(dx, dy);
        double along = (((x - top.X) * dx) + ((y - top.Y) * dy)) / length;
        return Math.Abs((dx * (y - top.Y)) - (dy * (x - top.X))) < 0.4 * length && (midline.Flag.Length == 0 || Math.Floor(along / 3) % 2 == 0);
    }

    private Raster<byte> Draw(RandomStream random)
    {
        SliceSample sample = _artifacts.Apply(_sections.Draw(TissueLength, random.Derive("section"), Mark), random.Derive("artifacts"));
        var image = new Raster<float>(sample.Image.Size);
        var labels = new Raster<byte>(sample.Image.Size);
        _augmenter.Augment(sample, random.Derive("augment"), new SliceSample(image, labels));
        return labels;
    }
}
