namespace DeepSlice.Quantities;

/// <summary>Sums the parts of a slice into the rows of its table.</summary>
/// <param name="parts">Parts of the slice.</param>
/// <param name="midline">Where its sides are.</param>
/// <param name="micrometresPerPixel">Side of a full-resolution pixel in micrometres; null if unknown.</param>
internal sealed class SliceQuantities(SliceParts parts, Midline midline, double? micrometresPerPixel)
{
    private static readonly (string Name, BrainSide? Side)[] Sides = [("both", null), ("left", BrainSide.Left), ("right", BrainSide.Right)];

    private readonly int[] _background = parts.Where(part => part.Region == 0);
    private readonly long _tissue = Area(parts, parts.Where(part => part.Region != 0));
    private readonly long _intactTissue = Area(parts, parts.Where(part => part.Region != 0 && !part.IsExcluded));

    /// <summary>The sets of parts whose intensities are wanted.</summary>
    /// <param name="regions">Regions of the rows.</param>
    public IEnumerable<int[]> Sets(IReadOnlyList<RegionSet> regions) =>
        regions.SelectMany(region => KnownSides().SelectMany(side => (int[][])[PartsOf(region, side.Side, isIntact: false), PartsOf(region, side.Side, isIntact: true)])).Prepend(_background);

    /// <summary>The rows.</summary>
    /// <param name="regions">Regions of the rows.</param>
    /// <param name="channels">Each channel with its counts; none if intensities were not measured.</param>
    /// <param name="objects">Number of objects in each part; null if unknown.</param>
    /// <param name="slice">The slice.</param>
    public IEnumerable<QuantityRow> Rows(IReadOnlyList<RegionSet> regions, IReadOnlyList<(string Name, ChannelCounts Counts)> channels, long[]? objects, MeasuredSlice slice)
    {
        (string Name, ChannelCounts? Counts, double? Background)[] measured = channels.Count == 0
            ? [("", null, null)]
            : [.. channels.Select(channel => (channel.Name, (ChannelCounts?)channel.Counts, channel.Counts.Summarize(_background).Median))];
        foreach (RegionSet region in regions)
        {
            foreach ((string side, BrainSide? which) in KnownSides())
            {
                int[] all = PartsOf(region, which, isIntact: false);
                int[] intact = PartsOf(region, which, isIntact: true);
                foreach ((string name, ChannelCounts? counts, double? background) in measured)
                {
                    yield return new QuantityRow
                    {
                        Slice = slice,
                        Region = region,
                        Side = side,
                        Channel = name,
                        MicrometresPerPixel = micrometresPerPixel,
                        All = Measure(all, _tissue, counts, background, objects),
                        Intact = Measure(intact, _intactTissue, counts, background, objects),
                        Flag = midline.State == SideState.Unknown ? midline.Flag : "",
                    };
                }
            }
        }
    }

    private static long Area(SliceParts parts, int[] which) => which.Sum(part => parts.Areas[part]);

    private IEnumerable<(string Name, BrainSide? Side)> KnownSides() =>
        Sides.Where(side => side.Side is not { } which || parts.Parts.Any(part => part.Side == which));

    private int[] PartsOf(RegionSet region, BrainSide? side, bool isIntact) =>
        parts.Where(part => region.Indices.Contains(part.Region) && (side is null || part.Side == side) && !(isIntact && part.IsExcluded));

    private Quantity Measure(int[] which, long tissue, ChannelCounts? counts, double? background, long[]? objects)
    {
        long area = Area(parts, which);
        return new Quantity
        {
            AreaPixels = area,
            AreaSquareMicrometres = area * micrometresPerPixel * micrometresPerPixel,
            TissueFraction = tissue == 0 ? null : (double)area / tissue,
            Intensity = counts?.Summarize(which),
            Background = background,
            ObjectCount = objects is null ? null : which.Sum(part => objects[part]),
        };
    }
}
