using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A different stain.</summary>
internal sealed class StainArtifact() : LightArtifact(
    "stain-change",
    "stain change",
    "Another antibody or counterstain was used: the contrast between bright and dark differs, and one region changes from dark to bright or from bright to dark.",
    new SeverityScale("gamma; from the third step on the contrast of one region is inverted", 1, 0.8, 0.6, 1.5, 2.0, 2.5))
{
    /// <summary>Below this severity dark structures become brighter, above it darker, so that the original contrast is never crossed.</summary>
    private const double Turn = 0.5;

    private const double InversionFrom = 0.4;
    private const double InversionWhole = 0.6;

    /// <summary>Fraction of the tissue taken as one region if there are no labels.</summary>
    private const double UnknownShare = 0.2;

    /// <summary>Intensity, relative to white, below which the power law becomes linear.</summary>
    private const double Toe = 0.1;

    /// <summary>The inversion is clamped to 1 ÷ Fold … Fold times the tissue level.</summary>
    private const double Fold = 4;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        float[] sorted = specimen.Sorted(image);
        float background = specimen.Levels.Background;
        double white = Math.Max(sorted[sorted.Length * 98 / 100] - background, float.Epsilon);
        double tissue = Math.Max(specimen.Levels.Contrast / white, 1e-6);
        double gamma = Gamma(severity);
        double inversion = Math.Clamp((severity - InversionFrom) / (InversionWhole - InversionFrom), 0, 1);
        Raster<float>? region = inversion == 0 ? null : DrawRegion(specimen, random);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            double value = (image.Pixels[i] - background) / white;
            if (value > 0)
            {
                double changed = Bent(value, gamma);
                double share = region is null ? 0 : inversion * region.Pixels[i];
                if (share > 0)
                {
                    changed += share * (Inverted(value, tissue, gamma) - changed);
                }

                image.Pixels[i] = (float)(background + (white * changed));
            }
        }
    }

    private double Gamma(double severity) => severity switch
    {
        <= 0.4 or >= 0.6 => Amount(severity),
        < Turn => Amount(0.4),
        _ => Amount(0.6),
    };

    /// <summary>
    /// A power law up to white, continued linearly so that debris keeps its contrast; moderate near the background, whose noise it would amplify.
    /// </summary>
    private static double Bent(double value, double gamma) =>
        value <= 1 ? value * Math.Pow((value + Toe) / (1 + Toe), gamma - 1) : 1 + (gamma * (value - 1));

    private static double Inverted(double value, double tissue, double gamma) =>
        Bent(tissue * Math.Clamp(tissue / value, 1 / Fold, Fold), gamma);

    /// <summary>Chooses a region: 1 inside, 0 outside, blurred at its border.</summary>
    private static Raster<float> DrawRegion(Specimen specimen, RandomStream random)
    {
        Raster<float> region = specimen.Labels is { } labels ? LabelledRegion(labels, random) : SmoothRegion(specimen, random);
        GaussianBlur.Apply(region, Math.Min(0.005 * specimen.Place.Extent, 1024), region);

        // The rim of the tissue is dim because it is thin there; inverted, it would be bright.
        Raster<float> tissue = specimen.Tissue.Map(value => (float)value);
        GaussianBlur.Apply(tissue, Math.Min(0.012 * specimen.Place.Extent, 1024), tissue);
        for (int i = 0; i < region.Pixels.Length; i++)
        {
            region.Pixels[i] *= Math.Clamp((2.5f * tissue.Pixels[i]) - 1.5f, 0, 1);
        }

        return region;
    }

    private static Raster<float> LabelledRegion(Raster<byte> labels, RandomStream random)
    {
        Span<bool> present = stackalloc bool[256];
        foreach (byte label in labels.Pixels)
        {
            present[label] = label != 0;
        }

        int nth = random.Below(Math.Max(1, present.Count(true)));
        int chosen = 0;
        for (int label = 1; label < present.Length; label++)
        {
            if (present[label] && nth-- == 0)
            {
                chosen = label;
            }
        }

        return labels.Map(label => label == chosen ? 1f : 0f);
    }

    private static Raster<float> SmoothRegion(Specimen specimen, RandomStream random)
    {
        var field = new Raster<float>(specimen.Image.Size);
        SmoothField values = specimen.Place.Field(random.Derive("region"), 0.25);
        for (int y = 0; y < field.Height; y++)
        {
            values.Row(y, field.Row(y));
        }

        float[] sorted = specimen.Sorted(field);
        float edge = sorted[(int)((1 - UnknownShare) * (sorted.Length - 1))];
        return field.Map(value => value > edge ? 1f : 0f);
    }
}
