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
        int side = options.SizePixels * SliceSynthesis.SamplesPerSide(options.SizePixels);
        var variation = new ShapeVariation(options.Variation, random.Derive("shape"));
        Pose pose = Pose.Draw(side, options.RandomPose, random.Derive("pose"));
        BrainShape shape = AtlasShape.Build(variation, pose, random.Derive("ventricle").Chance(0.5 * options.Variation));
        List<Outline<BinnedPoint>> gaps = MildArtifacts.DrawGaps(shape, options.MildArtifacts, random.Derive("gaps"));
        return SliceSynthesis.Make(shape, gaps, options, random, id);
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
        return Describe(options, seed) with { Slices = [.. Enumerate(count, options, seed, parallel, progress, cancellationToken)] };
    }

    /// <summary>Makes the slices of <see cref="GenerateDataset"/> one after another, so that large ones need not be kept.</summary>
    /// <param name="count">Number of slices, 1 or more.</param>
    /// <param name="options">Size and look of all of them.</param>
    /// <param name="seed">As of <see cref="GenerateDataset"/>.</param>
    /// <param name="parallel">Whether to use all cores; the pixels do not depend on it.</param>
    /// <param name="progress">Told the number of slices made, after each, from any thread.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    /// <returns>The slices in order; a few small ones are made at a time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<Slice> Enumerate(
        int count, PhantomOptions options, ulong seed, bool parallel = true, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        Ensure.Positive(count);
        ArgumentNullException.ThrowIfNull(options);
        var random = new RandomStream(seed);
        return SliceSynthesis.InOrder(
            count,
            options.SizePixels,
            parallel,
            i => Generate(options, random.Derive((ulong)i).NextBits(), "phantom-" + i.ToString("D3", CultureInfo.InvariantCulture)),
            progress,
            cancellationToken);
    }

    /// <summary>What a data set of phantoms says of itself.</summary>
    /// <param name="options">Size and look of its slices.</param>
    /// <param name="seed">What they were made with.</param>
    /// <returns>A data set without slices.</returns>
    public static SliceDataset Describe(PhantomOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SliceSynthesis.Describe(options, FormattableString.Invariant($"synthetic phantoms, {options.SizePixels} px, seed {seed}"));
    }
}
