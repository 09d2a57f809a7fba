using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>The regions of a dataset. Where annotations overlap, the region listed first wins.</summary>
[JsonConverter(typeof(RegionCatalogConverter))]
public sealed class RegionCatalog
{
    private readonly Dictionary<string, Region> _byKey;

    /// <summary>Creates a catalogue.</summary>
    /// <param name="regions">Regions with indices 0, 1, 2 … in order; the first is the background.</param>
    /// <exception cref="ArgumentException">
    /// Indices are not 0, 1, 2 …, keys repeat or are malformed, an alias is empty or another region's key or alias, or there are fewer than two or more
    /// than 256 regions.
    /// </exception>
    public RegionCatalog(IEnumerable<Region> regions)
    {
        Regions = [.. regions];
        if (RegionRules.FindProblem(Regions) is { } problem)
        {
            throw new ArgumentException(problem, nameof(regions));
        }

        _byKey = Regions.ToDictionary(region => region.Key, StringComparer.Ordinal);
    }

    /// <summary>
    /// The six regions of sagittal mouse slices of the original project, plus background and the rest of the tissue.
    /// Colours are the colour-blind-safe palette of Okabe and Ito (2008).
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

    /// <summary>All regions, ordered by index.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Number of regions, background included.</summary>
    public int Count => Regions.Count;

    /// <summary>The background, index 0.</summary>
    public Region Background => Regions[0];

    /// <summary>The region <c>rest</c>: tissue outside the annotated regions; null if the catalogue has none.</summary>
    public Region? Rest => _byKey.GetValueOrDefault("rest");

    /// <summary>The regions that are annotated by people and scored.</summary>
    public IEnumerable<Region> Annotated => Regions.Where(region => region.IsAnnotated);

    /// <summary>Finds a region by its key.</summary>
    /// <param name="key">Key, for example <c>cb</c>.</param>
    /// <returns>The region, or null if the catalogue has no such key.</returns>
    public Region? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The keys in order, for messages.</summary>
    internal string Keys => string.Join(' ', Regions.Select(region => region.Key));

    /// <summary>The keys that outlines can have: all but the background's.</summary>
    internal string DrawnKeys => string.Join(", ", Regions.Skip(1).Select(region => region.Key));

    /// <summary>Whether two catalogues have the same region keys in the same order.</summary>
    /// <param name="other">The other catalogue.</param>
    public bool HasSameRegions(RegionCatalog other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Regions.Select(region => region.Key).SequenceEqual(other.Regions.Select(region => region.Key), StringComparer.Ordinal);
    }

    /// <summary>The same regions with further aliases.</summary>
    /// <param name="names">Names of outlines, each with the key of its region.</param>
    /// <exception cref="ArgumentException">There is no such region, or the name is another region's key or alias.</exception>
    internal RegionCatalog WithAliases(IEnumerable<KeyValuePair<string, string>> names)
    {
        var added = names.ToLookup(
            name => (Find(name.Value.ToLowerInvariant()) is { Index: > 0 } region
                ? region
                : throw new ArgumentException($"expected a region {DrawnKeys} for the name '{name.Key}', got '{name.Value}'", nameof(names))).Index,
            name => name.Key);
        return new RegionCatalog(Regions.Select(region => region with { Aliases = [.. region.Aliases.Union(added[region.Index], StringComparer.OrdinalIgnoreCase)] }));
    }
}
