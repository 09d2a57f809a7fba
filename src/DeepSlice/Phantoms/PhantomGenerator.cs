using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>Makes synthetic annotated sagittal slices of mouse brain, for demonstrations and tests.</summary>
/// <remarks>
/// Shapes are smooth curves through hand-drawn control points, varied as animals and section planes vary; textures are computed from
/// distances to those curves. Nothing is copied from a real image.
/// </remarks>
public static class PhantomGenerator
{
    private const int FineEnoughPixels = 240;

    /// <summary>Makes one slice.</summary>
    /// <param name="options">Size and look.</param>
    /// <param name="seed">Equal options and seeds give equal pixels, whatever the id.</param>
    /// <param name="id">Name of the slice.</param>
    /// <returns>A square slice, 0 … 65535 as from a 16-bit camera, annotated with <see cref="RegionCatalog.SagittalSix"/>, its frame the identity.</returns>
    public static Slice Generate(PhantomOptions options, ulong seed, string id)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        var random = new RandomStream(seed);
        int samples = SamplesPerSide(options.SizePixels);
        int side = options.SizePixels * samples;
        var variation = new ShapeVariation(options.Variation, random.Derive("shape"));
        Pose pose = Pose.Draw(side, options.RandomPose, random.Derive("pose"));
        var shape = new BrainShape(variation, pose, random.Derive("ventricle").Chance(0.5 * options.Variation));
        List<Outline<BinnedPoint>> gaps = MildArtifacts.DrawGaps(shape, options.MildArtifacts, random.Derive("gaps"));
        Raster<byte> tissues = TissueMap.Paint(shape, gaps, side);
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

    /// <summary>Makes a data set of slices <c>phantom-000</c>, <c>phantom-001</c>, …</summary>
    /// <param name="count">Number of slices, 1 or more.</param>
    /// <param name="options">Size and look of all of them.</param>
    /// <param name="seed">Equal options and seeds give equal slices; a longer data set begins with the slices of a shorter one.</param>
    /// <param name="parallel">Whether to use all cores; the pixels do not depend on it.</param>
    /// <param name="progress">Told the number of slices made, after each, from any thread.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    /// <returns>The data set; all slices are for training.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SliceDataset GenerateDataset(
        int count, PhantomOptions options, ulong seed, bool parallel = true, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        Ensure.Positive(count);
        ArgumentNullException.ThrowIfNull(options);
        var slices = new Slice[count];
        var random = new RandomStream(seed);
        int made = 0;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = parallel ? Environment.ProcessorCount : 1, CancellationToken = cancellationToken };
        Parallel.For(0, count, threads, i =>
        {
            slices[i] = Generate(options, random.Derive((ulong)i).NextBits(), "phantom-" + i.ToString("D3", CultureInfo.InvariantCulture));
            progress?.Report(Interlocked.Increment(ref made));
        });
        return new SliceDataset
        {
            Catalog = RegionCatalog.SagittalSix,
            Slices = slices,
            Binning = Binning.None,
            MicrometresPerPixel = 16_000.0 / options.SizePixels,
            Provenance = FormattableString.Invariant($"synthetic phantoms, {options.SizePixels} px, seed {seed}"),
        };
    }

    /// <summary>Samples along a pixel's side: odd, so that one lies at its centre, and enough that small slices are means, not picks.</summary>
    private static int SamplesPerSide(int sizePixels)
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
        for (int y = 0; y < tissues.Height; y++)
        {
            ReadOnlySpan<byte> row = tissues.Row(y);
            Span<float> pixels = image.Row(y / samples);
            for (int x = 0; x < row.Length; x++)
            {
                pixels[x / samples] += share * texture.At((Tissue)row[x], x + 0.5f, y + 0.5f);
            }
        }

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

        // Every lens blurs by about a pixel; binned samples are blurred already.
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
