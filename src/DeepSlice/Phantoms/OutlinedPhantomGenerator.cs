using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>Makes slices of real anatomy with synthetic texture from drawn outlines.</summary>
/// <remarks>
/// The annotation consists of the outlines, filled by pixel centres; where they overlap, the first region in the catalogue wins. The
/// tissue between and around them (olfactory bulb, striatum, basal forebrain) is synthetic and labelled <c>rest</c>. Adjacent regions differ in
/// brightness and are separated by a darker seam, so that every outline is visible in the image.
/// </remarks>
internal sealed class OutlinedPhantomGenerator
{
    private readonly IReadOnlyList<OutlinedAnatomy> _anatomies;
    private readonly OutlinePlacement _placement;
    private readonly RandomStream _random;
    private readonly PhantomOptions _options;
    private readonly ulong _seed;

    /// <summary>Creates a generator.</summary>
    /// <param name="anatomies">One or more anatomies with different ids, drawn at about the same resolution.</param>
    /// <param name="options">Size and appearance. Slices of the first round lie as drawn, later ones in a random pose if the options say so.</param>
    /// <param name="seed">Equal anatomies, options and seeds give equal slices.</param>
    /// <exception cref="ArgumentException">There is no anatomy.</exception>
    public OutlinedPhantomGenerator(IReadOnlyList<OutlinedAnatomy> anatomies, PhantomOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(anatomies);
        ArgumentNullException.ThrowIfNull(options);
        if (anatomies.Count == 0)
        {
            throw new ArgumentException("expected at least one anatomy, got none", nameof(anatomies));
        }

        _anatomies = anatomies;
        _options = options;
        _seed = seed;
        _placement = new OutlinePlacement(anatomies);
        _random = new RandomStream(seed);
    }

    /// <summary>Makes one slice of the unlimited sequence.</summary>
    /// <param name="index">
    /// Index in the sequence, 0 or more. The first round has the anatomies in their order, complete and as drawn; later rounds have them in random
    /// order, each with another texture, pose and mild artifacts.
    /// </param>
    /// <returns>
    /// A square slice as of <see cref="PhantomGenerator.Generate"/>, named after its anatomy: <c>ref-01</c>, in later rounds <c>ref-01_round2</c>.
    /// </returns>
    public Slice Generate(int index)
    {
        int round = Ensure.NotNegative(index) / _anatomies.Count;
        OutlinedAnatomy anatomy = _anatomies[Order(round)[index % _anatomies.Count]];
        RandomStream random = _random.Derive((ulong)index);
        int side = _options.SizePixels * SliceSynthesis.SamplesPerSide(_options.SizePixels);
        Pose pose = Pose.Draw(side, _options.RandomPose && round > 0, random.Derive("pose"));
        (IReadOnlyList<(Tissue Tissue, Outline<BinnedPoint> Outline)> regions, double pixelsPerUnit) = _placement.Place(anatomy, side, pose);
        BrainShape shape = OutlinedShape.Build(regions, pixelsPerUnit, side, random.Derive("bulb").Chance(0.7));
        List<Outline<BinnedPoint>> gaps = MildArtifacts.DrawGaps(shape, round > 0 ? _options.MildArtifacts : 0, random.Derive("gaps"));
        string id = round == 0 ? anatomy.Id : string.Create(CultureInfo.InvariantCulture, $"{anatomy.Id}_round{round + 1}");
        return SliceSynthesis.Make(shape, gaps, _options, random, id);
    }

    /// <summary>Makes the first slices of the sequence.</summary>
    /// <param name="count">Number of slices, 1 or more.</param>
    /// <param name="progress">Reports the number of slices made, from any thread.</param>
    /// <param name="cancellationToken">Checked between slices.</param>
    /// <returns>The slices in order; small ones are made a few at a time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<Slice> Enumerate(int count, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        SliceSynthesis.InOrder(Ensure.Positive(count), _options.SizePixels, parallel: true, Generate, progress, cancellationToken);

    /// <summary>Catalogue, binning and provenance of a dataset of these slices.</summary>
    /// <returns>A dataset without slices.</returns>
    public SliceDataset Describe() => SliceSynthesis.Describe(
        _options, FormattableString.Invariant($"drawn outlines of {_anatomies.Count} slices with synthetic texture, {_options.SizePixels} px, seed {_seed}"));

    private int[] Order(int round)
    {
        int[] order = [.. Enumerable.Range(0, _anatomies.Count)];
        if (round > 0)
        {
            _random.Derive("order").Derive((ulong)round).Shuffle<int>(order);
        }

        return order;
    }
}
