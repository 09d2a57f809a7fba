using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>The outlined slices of a folder.</summary>
/// <param name="Anatomies">Slices that could be read, ordered by name; may be empty.</param>
/// <param name="Failures">Files that were skipped, ordered by path.</param>
/// <param name="Warnings">What was skipped or is ambiguous in the other files.</param>
internal sealed record OutlinedAnatomies(IReadOnlyList<OutlinedAnatomy> Anatomies, IReadOnlyList<FileFailure> Failures, IReadOnlyList<string> Warnings)
{
    // Outlines that enclose less than one pixel in total are lines and cannot be used to place the slice.
    private const double SmallestAreaPixels = 1;

    /// <summary>Reads the outlines in a folder, drawn or predicted.</summary>
    /// <param name="folder">Folder of outlines named as the slices, <c>B31-02.zip</c>, <c>B31-02.rois.zip</c> or <c>B31-02.geojson</c>, with names of the regions of <see cref="RegionCatalog.SagittalSix"/>.</param>
    /// <param name="aliases">Further names of outlines, each with the key of its region.</param>
    /// <param name="recursive">Whether sub-folders are searched, too.</param>
    /// <returns>The anatomies; files that cannot be read are listed.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no ROI file.</exception>
    /// <exception cref="ArgumentException">A name refers to no region.</exception>
    public static OutlinedAnatomies Read(string folder, IReadOnlyList<KeyValuePair<string, string>> aliases, bool recursive = false)
    {
        var names = new RegionNames(RegionCatalog.SagittalSix.WithAliases(aliases));
        ILookup<string, string> slices = RoiFolder.List(folder, recursive);
        if (slices.Count == 0)
        {
            throw new InvalidDataException(
                $"{folder}: expected {RoiFolder.Allowed} with outlines named {string.Join(", ", RegionCatalog.SagittalSix.Annotated.Select(region => region.Key))}, got none; save them from ImageJ's ROI Manager or QuPath");
        }

        List<OutlinedAnatomy> anatomies = [];
        List<FileFailure> failures = [];
        var notes = new OutlineNotes();
        foreach (IGrouping<string, string> files in slices)
        {
            string[] chosen = PredictedOutlines.Choose(files);
            string path = chosen[0];
            try
            {
                anatomies.Add(chosen.Length == 1 ? ReadOne(files.Key, path, names, notes) : throw new InvalidDataException(RoiFolder.Ambiguity(files.Key, chosen)));
            }
            catch (Exception error) when (FileFailure.IsOne(error))
            {
                failures.Add(FileFailure.Of(path, error));
            }
        }

        return new OutlinedAnatomies(anatomies, failures, notes.Warnings(names.Catalog));
    }

    private static OutlinedAnatomy ReadOne(string id, string path, RegionNames names, OutlineNotes notes)
    {
        if (!SliceId.IsSafe(id))
        {
            throw new InvalidDataException($"{path}: expected {SliceId.Allowed} in the file name, got '{id}'; rename the file");
        }

        RegionOutline[] outlines = [.. OutlineFile.ReadRegions(path, id, names, notes).Where(outline => outline.Region.IsAnnotated)];
        if (outlines.Length == 0)
        {
            throw new InvalidDataException(
                $"{path}: expected ROIs named {string.Join(", ", RegionCatalog.SagittalSix.Annotated.Select(region => region.Key))}, got none; rename them in ImageJ's ROI Manager");
        }

        double area = outlines.SelectMany(outline => outline.Outline.Rings).Sum(ring => Math.Abs(ring.SignedArea));
        return area >= SmallestAreaPixels
            ? new OutlinedAnatomy(id, outlines)
            : throw new InvalidDataException(FormattableString.Invariant(
                $"{path}: expected outlines of at least {SmallestAreaPixels} square pixel in total, got {area:0.##}; draw the regions again"));
    }
}
