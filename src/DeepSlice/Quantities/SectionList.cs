using DeepSlice.Formats;

namespace DeepSlice.Quantities;

/// <summary>The user's table of sections: <c>slice</c>, and any of <c>animal</c>, <c>group</c> and <c>section</c>, the position of the section in its animal.</summary>
internal static class SectionList
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The entries by the ids of the slices.</returns>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such table, or names a slice twice.</exception>
    public static IReadOnlyDictionary<string, SectionEntry> Read(string path)
    {
        CsvRows table = CsvRows.Read(path);
        int slice = table.Require("slice");
        (int animal, int group, int section) = (table.Find("animal"), table.Find("group"), table.Find("section", "position"));
        var entries = new Dictionary<string, SectionEntry>(StringComparer.Ordinal);
        for (int row = 0; row < table.Count; row++)
        {
            string id = table.Text(row, slice);
            if (!entries.TryAdd(id, new SectionEntry(table.Text(row, animal), table.Text(row, group), table.Number(row, section))))
            {
                throw new InvalidDataException($"{path}: expected one row for each slice, got a second one for '{id}'; delete one of them");
            }
        }

        return entries;
    }
}
