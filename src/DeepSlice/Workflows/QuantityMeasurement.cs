using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Measures the slices of a folder of predictions, one after the other.</summary>
internal sealed class QuantityMeasurement
{
    private readonly PredictionFolder _folder;
    private readonly QuantityOptions _options;
    private readonly IReadOnlyList<string> _ids;
    private readonly PredictionRuns _runs;
    private readonly RegionCatalog _catalog;
    private readonly MeasuredImages _images;
    private readonly ObjectLists? _objects;
    private readonly IReadOnlyDictionary<string, SectionEntry> _sections;
    private readonly IReadOnlyDictionary<string, string> _animals;
    private readonly Dictionary<string, Midline> _midlines;
    private readonly Dictionary<RegionCatalog, IReadOnlyList<RegionSet>> _regions = new(ReferenceEqualityComparer.Instance);
    private readonly List<Midline> _measured = [];
    private readonly List<string> _unscaled = [];
    private readonly List<string> _warnings = [];
    private readonly List<FileFailure> _failures = [];
    private bool _hasExcluded;

    /// <summary>Reads what concerns all slices.</summary>
    /// <param name="folder">The predictions.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="ids">Ids of the slices.</param>
    public QuantityMeasurement(PredictionFolder folder, QuantityOptions options, IReadOnlyList<string> ids)
    {
        _folder = folder;
        _options = options;
        _ids = ids;
        _runs = folder.ReadRuns();
        _catalog = folder.CatalogOr(given: null);
        _images = new MeasuredImages(_runs, options, _warnings);
        _objects = options.Objects is { } objects ? new ObjectLists(objects, ids) : null;
        _sections = options.Sections is { } sections ? SectionList.Read(sections) : new Dictionary<string, SectionEntry>();
        _animals = folder.ReadAnimals();
        _midlines = new Dictionary<string, Midline>(MidlineFile.Read(folder.FullPath), StringComparer.Ordinal);
        if (options.Sections is { } table)
        {
            SectionList.RequireConsistent(table, ids.Where(_sections.ContainsKey).Select(DescribeSlice));
        }

        if (options.Exclusions is { } exclusions)
        {
            PredictionFolder.RequireThere(exclusions);
        }

        _ = RegionsOf(_catalog); // groups are wrong for all slices, or for none
    }

    /// <summary>Slices that could not be measured.</summary>
    public IReadOnlyList<FileFailure> Failures => _failures;

    /// <summary>What to check.</summary>
    public IReadOnlyList<string> Warnings()
    {
        List<string> warnings = [.. _warnings];
        string[] flagged = [.. _measured.Where(midline => midline is { State: SideState.Unknown, Flag.Length: > 0 }).Select(midline => midline.SliceId)];
        if (flagged.Length > 0)
        {
            warnings.Add($"the sides of {SliceList.Of(flagged)} are uncertain and were not told apart; correct their rows in {Path.Combine(_folder.FullPath, MidlineFile.Name)}, or give --side");
        }

        string[] unlisted = [.. _ids.Where(id => _sections.Count > 0 && !_sections.ContainsKey(id))];
        if (unlisted.Length > 0)
        {
            warnings.Add($"{_options.Sections}: expected a row for every slice, got none for {SliceList.Of(unlisted)}; add them");
        }

        string[] unknown = [.. _sections.Keys.Except(_ids, StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            warnings.Add($"{_options.Sections}: expected the names of predicted slices, got {SliceList.Of(unknown)}; correct or delete these rows");
        }

        if (_options.Exclusions is { } exclusions && !_hasExcluded)
        {
            warnings.Add($"{exclusions}: expected masks or outlines named as the slices, got none for any of them; rename them");
        }

        if (_options.Spacing is not null && _unscaled.Count > 0)
        {
            warnings.Add($"expected a pixel size for volumes and areas in µm², got none for {SliceList.Of(_unscaled)}; give --pixel-size");
        }

        return [.. warnings, .. _objects?.Warnings(_ids) ?? []];
    }

    /// <summary>The midlines of the slices that were measured.</summary>
    public IReadOnlyList<Midline> Midlines => _measured;

    /// <summary>Writes the midlines that were found now beside those of earlier runs. A side that is stated for this run is not written.</summary>
    public void WriteMidlines()
    {
        if (_options.Side is null)
        {
            MidlineFile.Write(_folder.FullPath, _midlines.Values.OrderBy(midline => midline.SliceId, StringComparer.Ordinal));
        }
    }

    /// <summary>What was measured, to be put together with other parts.</summary>
    /// <param name="rows">The rows of the slices.</param>
    public QuantityPart ToPart(IReadOnlyList<QuantityRow> rows) => new()
    {
        Key = QuantityPart.KeyOf(_options, _ids),
        Rows = rows,
        Midlines = _measured,
        Unscaled = _unscaled,
        Warnings = _warnings,
        Failures = _failures,
        HasExcluded = _hasExcluded,
    };

    /// <summary>Takes what was measured as another part.</summary>
    public void Take(QuantityPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        foreach (Midline midline in part.Midlines)
        {
            _measured.Add(midline);
            _objects?.Use(midline.SliceId);
            if (_options.Side is null)
            {
                _midlines[midline.SliceId] = midline;
            }
        }

        _unscaled.AddRange(part.Unscaled);
        _warnings.AddRange(part.Warnings.Except(_warnings, StringComparer.Ordinal));
        _failures.AddRange(part.Failures);
        _hasExcluded |= part.HasExcluded;
    }

    /// <summary>Measures a slice; one that cannot be is a failure, and has no rows.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="output">Folder that gets its outlines by side for QuPath.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public IReadOnlyList<QuantityRow> Measure(string id, string output, CancellationToken cancellationToken)
    {
        string path = _folder.LabelsOf(id);
        try
        {
            RegionCatalog catalog = _runs.Find(id)?.Model.Catalog ?? _catalog;
            Raster<byte> labels = LabelPng.Read(path, catalog);
            if (RegionMap.FindUnknown(catalog, labels) is { } problem)
            {
                throw new InvalidDataException($"{path}: {problem}; predict the slice again");
            }

            path = _runs.FindSlice(id)?.Input ?? path;
            return _images.Use(id, labels.Size, image => Measure(id, new RegionMap(catalog, labels), image, output, cancellationToken), cancellationToken);
        }
        catch (Exception error) when (FileFailure.IsOne(error))
        {
            _failures.Add(FileFailure.Of(path, error));
            return [];
        }
    }

    private QuantityRow[] Measure(string id, RegionMap map, MeasuredImage image, string output, CancellationToken cancellationToken)
    {
        Raster<byte> labels = map.Indices;
        Midline midline = MidlineOf(id, labels, image.Frame);
        if (image.MicrometresPerPixel is null)
        {
            _unscaled.Add(id);
        }

        var parts = new SliceParts(labels, midline.SidesOf(image.Frame, _options.IsFlipped), ExcludedOf(id, image.Frame), image.Frame);
        IReadOnlyList<RegionSet> regions = RegionsOf(map.Catalog);
        var quantities = new SliceQuantities(parts, midline, image.MicrometresPerPixel);
        int[] channels = ChannelsOf(id, image);
        IReadOnlyList<ChannelCounts> counts = channels.Length == 0 ? [] : image.Count(parts, channels, [.. quantities.Sets(regions)], cancellationToken);
        long[]? objects = _objects?.Count(id, parts, image.MicrometresPerPixel, _warnings);
        QuantityRow[] rows = [.. quantities.Rows(regions, [.. channels.Zip(counts, (channel, counted) => (image.Channels[channel], counted))], objects, DescribeSlice(id))];
        OutputFile.WriteBytes(PredictionFolder.SidesOf(output, id), GeoJsonWriter.Encode(SideAnnotations.Of(map, image.Frame, midline, _options.IsFlipped, rows)));
        _measured.Add(midline);
        return rows;
    }

    private IReadOnlyList<RegionSet> RegionsOf(RegionCatalog catalog) => _regions.TryGetValue(catalog, out IReadOnlyList<RegionSet>? known)
        ? known
        : _regions[catalog] = RegionSet.Of(catalog, _options.Groups is { } groups ? RegionGroups.Read(groups, catalog) : []);

    private Midline MidlineOf(string id, Raster<byte> labels, SliceFrame frame)
    {
        if (_options.Side is { } stated)
        {
            return new Midline(id, stated);
        }

        Midline midline = _midlines.GetValueOrDefault(id) ?? MidlineFinder.Find(id, labels, frame);
        _midlines[id] = midline;
        return midline;
    }

    private Raster<byte>? ExcludedOf(string id, SliceFrame frame)
    {
        string[] given = _options.Exclusions is { } folder ? [.. ExclusionFile.Find(folder, id)] : [];
        _hasExcluded |= given.Length > 0;
        string[] files = [.. given.Prepend(_folder.DamageOf(id)).Where(File.Exists).Distinct(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            return null;
        }

        var mask = new Raster<byte>(frame.WorkingSize);
        foreach (string file in files)
        {
            ExclusionFile.Read(file, frame, mask);
        }

        return mask;
    }

    private int[] ChannelsOf(string id, MeasuredImage image) => _options.Channels is not { } wanted
        ? [.. Enumerable.Range(0, image.Channels.Count)]
        : [.. wanted.Select(name => image.Channels.Select((channel, number) => (channel, number))
            .Where(one => one.channel.Equals(name, StringComparison.OrdinalIgnoreCase) || (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number == one.number))
            .Select(one => (int?)one.number)
            .FirstOrDefault() ?? throw new InvalidDataException($"slice '{id}': expected channels {string.Join(", ", image.Channels)}, or 0 to {image.Channels.Count - 1}, got '{name}'; correct --image-channels"))];

    private MeasuredSlice DescribeSlice(string id)
    {
        SectionEntry? entry = _sections.GetValueOrDefault(id);
        string animal = entry is { Animal.Length: > 0 } ? entry.Animal : _images.AnimalOf(id) is { Length: > 0 } folder ? folder : _animals.GetValueOrDefault(id, "");
        return new MeasuredSlice(id, animal, entry?.Group ?? "", entry?.Position);
    }
}
