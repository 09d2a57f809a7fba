using System.Text.RegularExpressions;

namespace DeepSlice.Slices;

/// <summary>The regions that the names of outlines refer to.</summary>
/// <remarks>
/// A name is a region's key, alias or display name; case, surrounding spaces and the form of umlauts do not count. A number after a hyphen, as ImageJ
/// appends it to equal names, does not count either: <c>cx-1</c>. With a side, or a number written in another way, the name refers to a part of the
/// region: <c>cx_L</c>, <c>Left: cortex</c>, <c>cx 2</c>.
/// </remarks>
internal sealed partial class RegionNames
{
    private const string Sides = "left|right|l|r|lh|rh|ipsi|contra|ipsilateral|contralateral";

    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);

    /// <summary>Creates the names of a catalogue.</summary>
    /// <param name="catalog">Regions; the background is not outlined.</param>
    public RegionNames(RegionCatalog catalog)
    {
        Catalog = catalog;
        foreach (Region region in catalog.Regions.Skip(1))
        {
            _regions[region.Key] = region;
            foreach (string alias in region.Aliases)
            {
                _regions[Normalize(alias)] = region;
            }
        }

        // A display name that two regions have refers to neither.
        foreach (IGrouping<string, Region> named in catalog.Regions.Skip(1).GroupBy(region => Normalize(region.Name), StringComparer.Ordinal))
        {
            if (named.Count() == 1)
            {
                _regions.TryAdd(named.Key, named.First());
            }
        }
    }

    /// <summary>The regions.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Whether a name with a side refers to the region itself.</summary>
    /// <value>Default false: it refers to a part of it.</value>
    public bool MergeSides { get; init; }

    /// <summary>The form in which names are compared.</summary>
    public static string Normalize(string name) => Spaces().Replace(ComposedText.Of(name).Trim(), " ").ToLowerInvariant();

    /// <summary>Finds the region that a name refers to.</summary>
    /// <param name="name">Name of an outline.</param>
    /// <param name="isPart">Whether the name is that of a part of the region, such as a side.</param>
    /// <returns>The region, or null if there is none.</returns>
    public Region? Find(string name, out bool isPart)
    {
        string normal = Normalize(name);
        isPart = false;
        if (FindNumbered(normal) is { } region)
        {
            return region;
        }

        isPart = true;
        string whole = Numbered().Match(normal) is { Success: true } numbered ? numbered.Groups[1].Value : normal;
        foreach (Match match in (Match[])[SideFirst().Match(normal), SideLast().Match(normal), SideLast().Match(whole)])
        {
            if (match.Success && FindNumbered(match.Groups[1].Value) is { } partly)
            {
                isPart = !MergeSides || match.Groups["number"].Success;
                return partly;
            }
        }

        return null;
    }

    private Region? FindNumbered(string normal) =>
        _regions.GetValueOrDefault(normal)
        ?? (Numbered().Match(normal) is { Success: true } numbered ? _regions.GetValueOrDefault(numbered.Groups[1].Value) : null);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(.+?)(?:-[0-9]+)+$")]
    private static partial Regex Numbered();

    [GeneratedRegex($@"^(?:{Sides})(?: ?: ?|[ _.\-]+)(.+)$")]
    private static partial Regex SideFirst();

    [GeneratedRegex($@"^(.+?)(?: ?: ?|[ _.\-#(]+)(?:{Sides}|(?<number>[0-9]+))\)?$")]
    private static partial Regex SideLast();
}
