using System.Text.RegularExpressions;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>What was noticed when the outlines of many slices were read, as few warnings.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class OutlineNotes
{
    private const int MostNames = 8;
    private const int MostSlices = 20;
    private const string Unnamed = "names that ImageJ made up, such as ";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, SortedSet<string>> _foreign = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _parts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _skipped = new(StringComparer.Ordinal);
    private string? _unnamed;

    /// <summary>Adds the notes of a slice.</summary>
    /// <param name="id">The slice.</param>
    /// <param name="notes">Its notes.</param>
    public void Add(string id, SliceNotes notes)
    {
        lock (_lock)
        {
            foreach (string name in notes.Foreign.Select(outline => outline.Name))
            {
                Put(_foreign, MadeUpByImageJ().IsMatch(name) ? _unnamed ??= $"{Unnamed}'{name}'" : $"'{name}'", id);
            }

            foreach ((string name, Region region) in notes.Parts)
            {
                Put(_parts, $"'{name}' as {region.Key}", id);
            }

            if (notes.Skipped.Count > 0)
            {
                _skipped[id] = _skipped.TryGetValue(id, out string? before) ? $"{before}, {notes.SkippedWords()}" : notes.SkippedWords();
            }
        }
    }

    /// <summary>The warnings.</summary>
    /// <param name="catalog">Regions that the names refer to.</param>
    /// <returns>One for all foreign names, one for all names of parts, and one for each slice with outlines that were skipped.</returns>
    public IReadOnlyList<string> Warnings(RegionCatalog catalog)
    {
        lock (_lock)
        {
            List<string> warnings = [];
            if (_foreign.Count > 0)
            {
                warnings.Add($"expected outlines named {catalog.DrawnKeys}, got {Words(_foreign)}, which were skipped; if one is a region, rename it or state the region, for example --names \"Cortex\"={catalog.Regions[1].Key}");
            }

            if (_parts.Count > 0)
            {
                warnings.Add($"expected one name for both sides and all parts of a region, got {Words(_parts)}; sides and parts were not kept apart; if they are to be, give them regions of their own in the catalogue (--catalog), and if not, state so by --merge-sides or --names");
            }

            warnings.AddRange(_skipped.Take(MostSlices).Select(slice => $"slice '{slice.Key}': expected outlines that enclose pixels, got {slice.Value}; the rest of the slice was used; draw them again, or delete them"));
            if (_skipped.Count > MostSlices)
            {
                warnings.Add($"expected outlines that enclose pixels, got others in {_skipped.Count - MostSlices} more slices ({SliceList.Of([.. _skipped.Keys.Skip(MostSlices)])}); draw them again, or delete them");
            }

            return warnings;
        }
    }

    private static void Put(SortedDictionary<string, SortedSet<string>> slices, string name, string id)
    {
        if (!slices.TryGetValue(name, out SortedSet<string>? ids))
        {
            slices.Add(name, ids = new SortedSet<string>(StringComparer.Ordinal));
        }

        ids.Add(id);
    }

    private static string Words(SortedDictionary<string, SortedSet<string>> names)
    {
        // The most frequent first: they are most likely to be a region.
        string[] words = [.. names.OrderByDescending(name => name.Value.Count).Select(name => $"{name.Key} in {SliceList.Of([.. name.Value])}")];
        return string.Join(", ", words.Take(MostNames)) + (words.Length > MostNames ? $", and {words.Length - MostNames} more names" : "");
    }

    // Of y and x, perhaps after the number of the plane: 0123-0456, 0001-0123-0456.
    [GeneratedRegex("^[0-9]{4,}(-[0-9]{4,}){1,2}(-[0-9]+)?$")]
    private static partial Regex MadeUpByImageJ();
}
