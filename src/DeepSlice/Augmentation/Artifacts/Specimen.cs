using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A slice prepared for artifacts: position of the tissue, tissue and background levels, and the image with padding filled.</summary>
internal sealed class Specimen
{
    /// <summary>Largest magnitude of an intensity, so that sums stay finite.</summary>
    public const float Limit = 1e30f;

    private readonly Raster<byte> _padding;

    public Specimen(SliceSample sample)
    {
        _padding = FramePadding.Find(sample.Image);
        Labels = sample.Labels;
        Damage = sample.Damage;
        Tissue = Labels is null ? TissueMask.Find(sample.Image) : Labels.Map(label => label == 0 ? (byte)0 : (byte)1);
        Levels = SpecimenLevels.Measure(sample.Image, Tissue, _padding);
        Place = new SpecimenPlace(Tissue);
        Image = Fill(sample.Image);
    }

    /// <summary>The image with padding filled by background; all values are finite.</summary>
    public Raster<float> Image { get; }

    /// <summary>Region indices, or null if unknown.</summary>
    public Raster<byte>? Labels { get; }

    /// <summary>Damage, or null if it is not recorded.</summary>
    public Raster<byte>? Damage { get; }

    /// <summary>Whether part of the frame is padding.</summary>
    public bool IsPadded => _padding.Pixels.Contains((byte)1);

    /// <summary>1 on tissue, 0 elsewhere.</summary>
    public Raster<byte> Tissue { get; }

    /// <summary>Tissue and background levels.</summary>
    public SpecimenLevels Levels { get; }

    /// <summary>Position of the tissue.</summary>
    public SpecimenPlace Place { get; }

    /// <summary>Whether a pixel is padding.</summary>
    public bool IsPadding(int x, int y) => _padding[x, y] == 1;

    /// <summary>Values on the tissue in ascending order; values of the whole frame if there is no tissue.</summary>
    /// <param name="values">A value for each pixel.</param>
    public float[] Sorted(Raster<float> values)
    {
        int area = Tissue.Pixels.Count((byte)1);
        float[] sorted = new float[area == 0 ? values.Pixels.Length : area];
        int count = 0;
        for (int i = 0; i < values.Pixels.Length; i++)
        {
            if (area == 0 || Tissue.Pixels[i] == 1)
            {
                sorted[count++] = values.Pixels[i];
            }
        }

        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Fills uncovered pixels with background; those that were tissue are damaged.</summary>
    /// <param name="sample">Changed in place.</param>
    /// <param name="gap">Uncovered fraction of each pixel, 0 … 1; from ½ on the label is background.</param>
    /// <param name="random">Random stream for the noise.</param>
    public void LayBare(SliceSample sample, Raster<float> gap, RandomStream random)
    {
        for (int i = 0; i < gap.Pixels.Length; i++)
        {
            float share = gap.Pixels[i];
            if (share > 0)
            {
                ref float pixel = ref sample.Image.Pixels[i];
                pixel += share * (Levels.DrawBackground(random) - pixel);
                if (share >= 0.5f && sample.Labels is { } labels)
                {
                    sample.Spoil(i);
                    labels.Pixels[i] = 0;
                }
            }
        }
    }

    /// <summary>Removes tissue in place; everything else is unchanged.</summary>
    /// <param name="gap">Uncovered fraction of each pixel, 0 … 1.</param>
    /// <param name="random">Random stream for the noise.</param>
    public SliceSample Without(Raster<float> gap, RandomStream random)
    {
        var sample = new SliceSample(Image.Clone(), Labels?.Clone()) { Damage = Damage?.Clone() };
        LayBare(sample, gap, random);
        RestorePadding(sample.Image);
        return sample;
    }

    /// <summary>Sets padding to zero again.</summary>
    public void RestorePadding(Raster<float> image)
    {
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            if (_padding.Pixels[i] == 1)
            {
                image.Pixels[i] = 0;
            }
        }
    }

    private Raster<float> Fill(Raster<float> seen)
    {
        var random = new RandomStream(0); // fixed seed: the filling of the padding depends on the slice, not on the artifact
        var image = new Raster<float>(seen.Size);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            float value = seen.Pixels[i];
            image.Pixels[i] = _padding.Pixels[i] == 1 || !float.IsFinite(value) ? Levels.DrawBackground(random) : Math.Clamp(value, -Limit, Limit);
        }

        return image;
    }
}
