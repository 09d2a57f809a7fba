using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>Makes synthetic annotated sagittal slices of mouse brain for demonstrations and tests.</summary>
/// <remarks>
/// Shapes are smooth curves through hand-drawn control points, with the variation of animals and section planes. Textures are computed from
/// distances to those curves. Nothing is copied from real images.
/// </remarks>
internal static class PhantomGenerator
{
    /// <summary>Makes one slice.</summary>
    /// <param name="options">Size and appearance.</param>
    /// <param name="seed">Equal options and seeds give equal pixels for any id.</param>
    /// <param name="id">Name of the slice.</param>
    /// <returns>
    /// A square slice with values 0 … 65535 as from a 16-bit camera, annotated with <see cref="RegionCatalog.SagittalSix"/>; its frame is the identity.
    /// </returns>
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

    /// <summary>Creates a dataset of slices <c>phantom-000</c>, <c>phantom-001</c>, …</summary>
    /// <param name="count">Number of slices, 1 or more.</param>
    /// <param name="options">Size and appearance.</param>
    /// <param name="seed">Equal options and seeds give equal slices; a longer dataset starts with the slices of a shorter one.</param>
    /// <param name="parallel">Whether to use all cores; does not change the pixels.</param>
    /// <param name="progress">Reports the number of slices made, from any thread.</param>
    /// <param name="cancellationToken">Checked between slices.</param>
    /// <returns>The dataset; all slices are in the training split.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SliceDataset GenerateDataset(
        int count, PhantomOptions options, ulong seed, bool parallel = true, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        Ensure.Positive(count);
        return Describe(options, seed) with { Slices = [.. Enumerate(count, options, seed, parallel, progress, cancellationToken)] };
    }

    /// <summary>Makes the slices of <see cref="GenerateDataset"/> one after another, so that large ones need not all be in memory.</summary>
    /// <param name="count">Number of slices, 1 or more.</param>
    /// <param name="options">Size and appearance.</param>
    /// <param name="seed">See <see cref="GenerateDataset"/>.</param>
    /// <param name="parallel">Whether to use all cores; does not change the pixels.</param>
    /// <param name="progress">Reports the number of slices made, from any thread.</param>
    /// <param name="cancellationToken">Checked between slices.</param>
    /// <returns>The slices in order; small ones are made a few at a time.</returns>
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

    /// <summary>Catalogue, binning and provenance of a dataset of phantoms.</summary>
    /// <param name="options">Size and appearance.</param>
    /// <param name="seed">Seed of the phantoms.</param>
    /// <returns>A dataset without slices.</returns>
    public static SliceDataset Describe(PhantomOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SliceSynthesis.Describe(options, FormattableString.Invariant($"synthetic phantoms, {options.SizePixels} px, seed {seed}"));
    }
}
