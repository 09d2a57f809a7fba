using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A slice as artifacts see it: where its tissue is, how bright tissue and background are, and what the frame would show without padding.</summary>
internal sealed class Specimen
{
    /// <summary>Largest magnitude of an intensity, so that sums of several stay finite.</summary>
    public const float Limit = 1e30f;

    private readonly Raster<byte> _padding;

    public Specimen(SliceSample sample)
    {
        _padding = FramePadding.Find(sample.Image);
        Labels = sample.Labels;
        Tissue = Labels is null ? TissueMask.Find(sample.Image) : Labels.Map(label => label == 0 ? (byte)0 : (byte)1);
        Levels = SpecimenLevels.Measure(sample.Image, Tissue, _padding);
        Place = new SpecimenPlace(Tissue);
        Image = Fill(sample.Image);
    }

    /// <summary>The image with padding filled by background; all values are finite.</summary>
    public Raster<float> Image { get; }

    /// <summary>Region indices, or null where they are unknown.</summary>
    public Raster<byte>? Labels { get; }

    /// <summary>Whether the camera has not seen all of the frame.</summary>
    public bool IsPadded => _padding.Pixels.Contains((byte)1);

    /// <summary>1 on tissue, 0 elsewhere.</summary>
    public Raster<byte> Tissue { get; }

    /// <summary>How bright tissue and background are.</summary>
    public SpecimenLevels Levels { get; }

    /// <summary>Where the tissue lies.</summary>
    public SpecimenPlace Place { get; }

    /// <summary>Whether a pixel is padding.</summary>
    public bool IsPadding(int x, int y) => _padding[x, y] == 1;

    /// <summary>The tissue's values of some quantity, in rising order; those of the whole frame where there is no tissue.</summary>
    /// <param name="values">The quantity for each pixel.</param>
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

    /// <summary>Lets background show where tissue is gone.</summary>
    /// <param name="image">Image, changed in place.</param>
    /// <param name="labels">Labels, changed in place, or null.</param>
    /// <param name="gap">Share of each pixel that is laid bare, 0 … 1; from a half on the label is background.</param>
    /// <param name="random">Source of the noise.</param>
    public void LayBare(Raster<float> image, Raster<byte>? labels, Raster<float> gap, RandomStream random)
    {
        for (int i = 0; i < gap.Pixels.Length; i++)
        {
            float share = gap.Pixels[i];
            if (share > 0)
            {
                ref float pixel = ref image.Pixels[i];
                pixel += share * (Levels.DrawBackground(random) - pixel);
                if (share >= 0.5f && labels is not null)
                {
                    labels.Pixels[i] = 0;
                }
            }
        }
    }

    /// <summary>Takes tissue away where it lies, and leaves all else as it is.</summary>
    /// <param name="gap">Share of each pixel that is laid bare, 0 … 1.</param>
    /// <param name="random">Source of the noise.</param>
    public SliceSample Without(Raster<float> gap, RandomStream random)
    {
        Raster<float> image = Image.Clone();
        Raster<byte>? labels = Labels?.Clone();
        LayBare(image, labels, gap, random);
        RestorePadding(image);
        return new SliceSample(image, labels);
    }

    /// <summary>Makes padding zero again.</summary>
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
        var random = new RandomStream(0); // what lies beyond the camera's view belongs to the slice, not to the artifact
        var image = new Raster<float>(seen.Size);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            float value = seen.Pixels[i];
            image.Pixels[i] = _padding.Pixels[i] == 1 || !float.IsFinite(value) ? Levels.DrawBackground(random) : Math.Clamp(value, -Limit, Limit);
        }

        return image;
    }
}
