using DeepSlice.Formats;
using DeepSlice.Slices;

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

    /// <summary>Checks that no animal is in two groups or has a section twice.</summary>
    /// <param name="path">The table, for messages.</param>
    /// <param name="slices">The slices with their animals, which the table or the folders of the images state.</param>
    /// <exception cref="InvalidDataException">One does.</exception>
    public static void RequireConsistent(string path, IEnumerable<MeasuredSlice> slices)
    {
        foreach (IGrouping<string, MeasuredSlice> animal in slices.Where(slice => slice.Animal.Length > 0).GroupBy(slice => slice.Animal, StringComparer.Ordinal))
        {
            string[] groups = [.. animal.Select(slice => slice.Group).Distinct(StringComparer.Ordinal)];
            if (groups.Length > 1)
            {
                throw new InvalidDataException($"{path}: expected one group for animal '{animal.Key}', got '{groups[0]}' and '{groups[1]}'; correct its rows");
            }

            if (animal.Where(slice => slice.Position is not null).GroupBy(slice => slice.Position).FirstOrDefault(place => place.Skip(1).Any()) is { } twice)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{path}: expected each section of animal '{animal.Key}' once, got section {twice.Key} for {SliceList.Of([.. twice.Select(slice => slice.Id)])}; correct their rows"));
            }
        }
    }
}
