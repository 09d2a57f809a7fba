using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>The regions a data set distinguishes, in order of precedence where annotations overlap.</summary>
[JsonConverter(typeof(RegionCatalogConverter))]
public sealed class RegionCatalog
{
    private readonly Dictionary<string, Region> _byKey;

    /// <summary>Makes a catalogue.</summary>
    /// <param name="regions">Regions with indices 0, 1, 2 … in order; the first is the background.</param>
    /// <exception cref="ArgumentException">Indices have gaps, keys repeat or are malformed, or there are fewer than two or more than 256 regions.</exception>
    public RegionCatalog(IEnumerable<Region> regions)
    {
        Regions = [.. regions];
        if (Regions.Count is < 2 or > 256)
        {
            throw new ArgumentException($"found {Regions.Count} regions, a catalogue has 2 to 256", nameof(regions));
        }

        _byKey = new Dictionary<string, Region>(StringComparer.Ordinal);
        for (int index = 0; index < Regions.Count; index++)
        {
            Region region = Regions[index];
            if (region.Index != index)
            {
                throw new ArgumentException($"found index {region.Index} for region '{region.Key}' in place {index}; indices must be 0, 1, 2 … in order", nameof(regions));
            }

            if (region.Key.Length == 0 || !region.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                throw new ArgumentException($"found region key '{region.Key}', allowed are lower-case letters, digits and underscores", nameof(regions));
            }

            if (!_byKey.TryAdd(region.Key, region))
            {
                throw new ArgumentException($"found region key '{region.Key}' twice, keys must be unique", nameof(regions));
            }
        }
    }

    /// <summary>
    /// The six regions of sagittal mouse slices of the original project, with background and the rest of the tissue.
    /// Colours are the colour-blind-safe set of Okabe and Ito (2008).
    /// </summary>
    public static RegionCatalog SagittalSix { get; } = new(
    [
        new Region(0, "bg", "background", RegionColor.Parse("#000000")) { IsAnnotated = false },
        new Region(1, "cb", "cerebellum", RegionColor.Parse("#e69f00")),
        new Region(2, "hp", "hippocampus", RegionColor.Parse("#f0e442")),
        new Region(3, "cx", "cortex", RegionColor.Parse("#56b4e9")),
        new Region(4, "th", "thalamus", RegionColor.Parse("#d55e00")),
        new Region(5, "mb", "midbrain", RegionColor.Parse("#009e73")),
        new Region(6, "bs", "brainstem", RegionColor.Parse("#cc79a7")),
        new Region(7, "rest", "other tissue", RegionColor.Parse("#999999")) { IsAnnotated = false },
    ]);

    /// <summary>All regions; a region's place is its index.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Number of regions, background included.</summary>
    public int Count => Regions.Count;

    /// <summary>The region of index 0.</summary>
    public Region Background => Regions[0];

    /// <summary>The region named <c>rest</c>: tissue in no annotated region; null where the catalogue has none.</summary>
    public Region? Rest => _byKey.GetValueOrDefault("rest");

    /// <summary>The regions that a person annotates, and that are scored.</summary>
    public IEnumerable<Region> Annotated => Regions.Where(region => region.IsAnnotated);

    /// <summary>Finds a region by its key.</summary>
    /// <param name="key">Key, as <c>cb</c>.</param>
    /// <returns>The region, or null where the catalogue has none of that key.</returns>
    public Region? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The keys in order, for messages.</summary>
    internal string Keys => string.Join(' ', Regions.Select(region => region.Key));

    /// <summary>Whether two catalogues name the same regions in the same order.</summary>
    /// <param name="other">The other catalogue.</param>
    public bool HasSameRegions(RegionCatalog other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Regions.Select(region => region.Key).SequenceEqual(other.Regions.Select(region => region.Key), StringComparer.Ordinal);
    }
}
