using DeepSlice.Formats;

namespace DeepSlice.Quantities;

/// <summary>The user's table of sections: <c>slice</c>, and any of <c>animal</c>, <c>group</c> and <c>section</c>, the position of the section in its animal.</summary>
internal static class SectionList
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The entries by the ids of the slices.</returns>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such table, names a slice or a section of an animal twice, or an animal in two groups.</exception>
    public static IReadOnlyDictionary<string, SectionEntry> Read(string path)
    {
        CsvRows table = CsvRows.Read(path);
        int slice = table.Require("slice");
        (int animal, int group, int section) = (table.Find("animal"), table.Find("group"), table.Find("section", "position"));
        var entries = new Dictionary<string, SectionEntry>(StringComparer.Ordinal);
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        var places = new Dictionary<(string Animal, double Position), string>();
        for (int row = 0; row < table.Count; row++)
        {
            string id = table.Text(row, slice);
            var entry = new SectionEntry(table.Text(row, animal), table.Text(row, group), table.Number(row, section));
            if (!entries.TryAdd(id, entry))
            {
                throw new InvalidDataException($"{path}: expected one row for each slice, got a second one for '{id}'; delete one of them");
            }

            if (!groups.TryAdd(entry.Animal, entry.Group) && groups[entry.Animal] != entry.Group && entry.Animal.Length > 0)
            {
                throw new InvalidDataException($"{path}: expected one group for animal '{entry.Animal}', got '{groups[entry.Animal]}' and '{entry.Group}' of slice '{id}'; correct one of them");
            }

            if (entry.Position is double position && !places.TryAdd((entry.Animal, position), id))
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}: expected each section of animal '{entry.Animal}' once, got section {position} for slices '{places[(entry.Animal, position)]}' and '{id}'; correct one of them"));
            }
        }

        return entries;
    }
}
