namespace DeepSlice.Slices;

/// <summary>What regions must be to form a catalogue.</summary>
internal static class RegionRules
{
    /// <summary>What is wrong with the regions of a catalogue.</summary>
    /// <param name="regions">Regions, background first.</param>
    /// <returns>What was expected and what is there; null if nothing is wrong.</returns>
    public static string? FindProblem(IReadOnlyList<Region> regions)
    {
        if (regions.Count is < 2 or > 256)
        {
            return $"expected 2 to 256 regions in a catalogue, background among them, got {regions.Count}";
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (int index = 0; index < regions.Count; index++)
        {
            Region region = regions[index];
            string? problem = region.Index != index ? $"expected index {index} for region '{region.Key}', got {region.Index}; number regions 0, 1, 2 … in order"
                : !IsKey(region.Key) ? $"expected a region key of lower-case letters, digits and underscores, got '{region.Key}'"
                : !keys.Add(region.Key) ? $"expected unique region keys, got '{region.Key}' twice"
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return FindProblemOfAliases(regions);
    }

    private static bool IsKey(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string? FindProblemOfAliases(IReadOnlyList<Region> regions)
    {
        if (regions[0].Aliases.Count > 0)
        {
            return $"expected no aliases of the background '{regions[0].Key}', which is not outlined, got '{regions[0].Aliases[0]}'";
        }

        Dictionary<string, Region> owners = regions.ToDictionary(region => region.Key, StringComparer.Ordinal);
        foreach (Region region in regions)
        {
            foreach (string alias in region.Aliases)
            {
                string name = RegionNames.Normalize(alias ?? "");
                if (name.Length == 0)
                {
                    return $"expected aliases of one character or more, got an empty alias of region '{region.Key}'";
                }

                if (!owners.TryAdd(name, region) && owners[name] != region)
                {
                    return $"expected a name to refer to one region, got '{alias}' for '{region.Key}' and for '{owners[name].Key}'";
                }
            }
        }

        return null;
    }
}
