using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>Makes the image and the annotation of a slice from its curves.</summary>
internal static class SliceSynthesis
{
    /// <summary>Length of the image side.</summary>
    public const double SideMicrometres = 16_000;

    private const int FineEnoughPixels = 240;
    private const int LargePixels = 600;

    /// <summary>Paints a slice and simulates illumination, optics and camera.</summary>
    /// <param name="shape">Curves on a square grid with <see cref="SamplesPerSide"/> samples per pixel along each axis.</param>
    /// <param name="gaps">Areas of missing tissue, on the same grid.</param>
    /// <param name="options">Size and appearance.</param>
    /// <param name="random">Random stream of the slice.</param>
    /// <param name="id">Name of the slice.</param>
    public static Slice Make(BrainShape shape, IEnumerable<Outline<BinnedPoint>> gaps, PhantomOptions options, RandomStream random, string id)
    {
        int samples = SamplesPerSide(options.SizePixels);
        Raster<byte> tissues = TissueMap.Paint(shape, gaps, options.SizePixels * samples);
        var texture = new TissueTexture(shape, tissues, options.Variation, random.Derive("texture"));
        Raster<float> image = Render(tissues, texture, samples);
        Expose(image, options, random.Derive("camera"));
        return new Slice
        {
            Id = id,
            Image = image,
            Regions = TissueMap.Annotate(tissues, samples),
            Frame = SliceFrame.Identity(image.Size),
        };
    }

    /// <summary>Makes slices in order: small ones in batches on all cores, large ones one at a time with their rows in parallel.</summary>
    /// <param name="count">Number of slices.</param>
    /// <param name="sizePixels">Side of each.</param>
    /// <param name="parallel">Whether to make several slices at once on all cores.</param>
    /// <param name="make">Makes the slice of an index.</param>
    /// <param name="progress">Reports the number of slices made, from any thread.</param>
    /// <param name="cancellationToken">Checked between slices.</param>
    public static IEnumerable<Slice> InOrder(
        int count, int sizePixels, bool parallel, Func<int, Slice> make, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        int threads = parallel && sizePixels < LargePixels ? Environment.ProcessorCount : 1;
        var batch = new Slice[Math.Min(count, sizePixels < LargePixels ? threads * 4 : 1)];
        int made = 0;
        for (int start = 0; start < count; start += batch.Length)
        {
            int first = start;
            int size = Math.Min(batch.Length, count - start);
            Parallel.For(0, size, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
            {
                batch[i] = make(first + i);
                progress?.Report(Interlocked.Increment(ref made));
            });
            for (int i = 0; i < size; i++)
            {
                yield return batch[i];
            }
        }
    }

    /// <summary>A dataset without slices.</summary>
    /// <param name="options">Size and appearance of its slices.</param>
    /// <param name="provenance">Origin of the slices.</param>
    public static SliceDataset Describe(PhantomOptions options, string provenance) => new()
    {
        Catalog = RegionCatalog.SagittalSix,
        Slices = [],
        Preprocessing = Preprocessing.None with { MicrometresPerPixel = SideMicrometres / options.SizePixels, Rule = RasterRule.PixelCentre },
        Provenance = provenance,
    };

    /// <summary>Samples per pixel along each axis: odd, so that one is at the centre, and enough that pixels of small slices are means.</summary>
    public static int SamplesPerSide(int sizePixels)
    {
        int samples = 1;
        while (sizePixels * samples < FineEnoughPixels)
        {
            samples += 2;
        }

        return samples;
    }

    private static Raster<float> Render(Raster<byte> tissues, TissueTexture texture, int samples)
    {
        var image = new Raster<float>(tissues.Width / samples, tissues.Height / samples);
        float share = 1f / (samples * samples);
        Parallel.For(0, image.Height, row =>
        {
            Span<float> pixels = image.Row(row);
            for (int y = row * samples; y < (row + 1) * samples; y++)
            {
                ReadOnlySpan<byte> here = tissues.Row(y);
                for (int x = 0; x < here.Length; x++)
                {
                    pixels[x / samples] += share * texture.At((Tissue)here[x], x + 0.5f, y + 0.5f);
                }
            }
        });

        return image;
    }

    private static void Expose(Raster<float> image, PhantomOptions options, RandomStream random)
    {
        float gain = (float)Math.Exp(0.15 * options.Variation * Math.Clamp(random.Normal(), -2, 2));
        foreach (ref float value in image.Pixels)
        {
            value *= gain;
        }

        if (random.Chance(options.MildArtifacts))
        {
            MildArtifacts.AddDebris(image, random);
        }

        // Every lens blurs by about a pixel; binned samples are already blurred.
        bool isOutOfFocus = random.Chance(options.MildArtifacts);
        if (image.Width >= FineEnoughPixels || isOutOfFocus)
        {
            MildArtifacts.Blur(image);
        }

        if (random.Chance(options.MildArtifacts))
        {
            MildArtifacts.ShadeLight(image, random);
        }

        MildArtifacts.AddCameraNoise(image, random);
    }
}
