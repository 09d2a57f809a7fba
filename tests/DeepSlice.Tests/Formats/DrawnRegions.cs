using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

/// <summary>Reads files of outlines as the commands do.</summary>
internal static class DrawnRegions
{
    public static IReadOnlyList<RegionOutline> Read(string path, RegionCatalog catalog) => Read(path, catalog, out _);

    public static IReadOnlyList<RegionOutline> Read(string path, RegionCatalog catalog, out IReadOnlyList<string> warnings)
    {
        var notes = new OutlineNotes();
        IReadOnlyList<RegionOutline> outlines = OutlineFile.ReadRegions(path, "slice", new RegionNames(catalog), notes);
        warnings = notes.Warnings(catalog);
        return outlines;
    }
}
