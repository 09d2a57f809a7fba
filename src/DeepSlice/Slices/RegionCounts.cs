namespace DeepSlice.Slices;

/// <summary>In how many slices each annotated region is drawn.</summary>
internal sealed class RegionCounts
{
    private readonly Slice[] _slices;
    private readonly (Region Region, string[] Ids)[] _drawn;

    private RegionCounts(Slice[] slices, RegionCatalog catalog)
    {
        _slices = slices;
        _drawn = [.. catalog.Annotated.Select(region => (region, slices.Where(slice => slice.Regions!.Area(region) > 0).Select(slice => slice.Id).ToArray()))];
    }

    /// <summary>Number of slices with an annotation.</summary>
    public int SliceCount => _slices.Length;

    /// <summary>Number of slices of each annotated region by its key, in the catalogue's order.</summary>
    public IReadOnlyDictionary<string, int> ByKey => new OrderedDictionary<string, int>(_drawn.Select(entry => KeyValuePair.Create(entry.Region.Key, entry.Ids.Length)));

    /// <summary>Counts the regions of a dataset.</summary>
    /// <param name="dataset">Slices; those without annotation are not counted.</param>
    public static RegionCounts Of(SliceDataset dataset) => Of(dataset.Slices, dataset.Catalog);

    /// <summary>Counts the regions of slices.</summary>
    /// <param name="slices">Slices; those without annotation are not counted.</param>
    /// <param name="catalog">Their regions.</param>
    public static RegionCounts Of(IEnumerable<Slice> slices, RegionCatalog catalog) => new([.. slices.Where(slice => slice.Regions is not null)], catalog);

    /// <summary>The counts in one line.</summary>
    public string ToWords() => $"annotated in {SliceCount} {(SliceCount == 1 ? "slice" : "slices")}: {string.Join(", ", _drawn.Select(entry => $"{entry.Region.Key} in {entry.Ids.Length}"))}";

    /// <summary>The warning about regions that no slice has, or only one of several.</summary>
    /// <returns>Text with the remedy; null if there are none.</returns>
    public string? Warning()
    {
        string[] never = [.. _drawn.Where(entry => entry.Ids.Length == 0).Select(entry => entry.Region.Key)];
        string[] once = _slices.Length < 2 ? [] : [.. _drawn.Where(entry => entry.Ids.Length == 1).Select(entry => $"{entry.Region.Key} (in {entry.Ids[0]})")];
        string[] found =
        [
            .. never.Length > 0 ? [$"none with {string.Join(", ", never)}"] : Array.Empty<string>(),
            .. once.Length > 0 ? [$"only one with {string.Join(", ", once)}"] : Array.Empty<string>(),
        ];
        return _slices.Length == 0 || found.Length == 0
            ? null
            : $"expected many slices of every region, got {string.Join(", and ", found)} of {_slices.Length} annotated; check the outlines and their names, or use a catalogue without these regions (import --catalog)";
    }
}
