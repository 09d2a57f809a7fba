using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>Makes slices of real anatomy and synthetic texture: outlines that somebody drew, filled as phantoms are.</summary>
/// <remarks>
/// The annotation is the outlines themselves, filled by pixel centres; where they overlap, the first region in the catalogue wins. The
/// tissue between and around them (olfactory bulb, striatum, basal forebrain) is made up, and is <c>rest</c>. Neighbouring regions differ in
/// brightness and have a darker seam, so that every outline shows in the image.
/// </remarks>
public sealed class OutlinedPhantomGenerator
{
    private readonly IReadOnlyList<OutlinedAnatomy> _anatomies;
    private readonly OutlinePlacement _placement;
    private readonly RandomStream _random;
    private readonly PhantomOptions _options;
    private readonly ulong _seed;

    /// <summary>Makes a generator.</summary>
    /// <param name="anatomies">One or more anatomies with different names, drawn at about the same resolution.</param>
    /// <param name="options">Size and look; slices of the first round lie as they were drawn, later ones at random where the options say so.</param>
    /// <param name="seed">Equal anatomies, options and seeds give equal slices.</param>
    /// <exception cref="ArgumentException">There is no anatomy.</exception>
    public OutlinedPhantomGenerator(IReadOnlyList<OutlinedAnatomy> anatomies, PhantomOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(anatomies);
        ArgumentNullException.ThrowIfNull(options);
        if (anatomies.Count == 0)
        {
            throw new ArgumentException("found no anatomy, one is needed at least", nameof(anatomies));
        }

        _anatomies = anatomies;
        _options = options;
        _seed = seed;
        _placement = new OutlinePlacement(anatomies);
        _random = new RandomStream(seed);
    }

    /// <summary>Makes one slice of the endless row.</summary>
    /// <param name="index">
    /// Place in the row, 0 or more. The anatomies come in their order first, whole and as they were drawn, then in rounds in random order, each
    /// with another texture, pose and mild artifacts.
    /// </param>
    /// <returns>A square slice as <see cref="PhantomGenerator.Generate"/> makes them, named as its anatomy: <c>ref-01</c>, in later rounds <c>ref-01_round2</c>.</returns>
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

    /// <summary>Makes the first slices of the row.</summary>
    /// <param name="count">Number of slices, 1 or more.</param>
    /// <param name="progress">Told the number of slices made, after each, from any thread.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    /// <returns>The slices in order; a few small ones are made at a time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<Slice> Enumerate(int count, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        SliceSynthesis.InOrder(Ensure.Positive(count), _options.SizePixels, parallel: true, Generate, progress, cancellationToken);

    /// <summary>What a data set of the slices says of itself.</summary>
    /// <returns>A data set without slices.</returns>
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
