using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>The outlined slices of a folder.</summary>
/// <param name="Anatomies">Slices that could be read, ordered by name; may be empty.</param>
/// <param name="Failures">Files that were skipped, ordered by path.</param>
internal sealed record OutlinedAnatomies(IReadOnlyList<OutlinedAnatomy> Anatomies, IReadOnlyList<FileFailure> Failures)
{
    // Outlines that enclose less than one pixel in total are lines and cannot be used to place the slice.
    private const double SmallestAreaPixels = 1;

    /// <summary>Reads the outlines in a folder, drawn or predicted; its subfolders are not searched.</summary>
    /// <param name="folder">Folder of ROI files named as the slices, <c>B31-02.zip</c> or <c>B31-02.rois.zip</c>, whose ROIs are named as the regions of <see cref="RegionCatalog.SagittalSix"/>.</param>
    /// <returns>The anatomies; files that cannot be read are listed.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no ROI file.</exception>
    public static OutlinedAnatomies Read(string folder)
    {
        ILookup<string, string> slices = RoiFolder.List(folder);
        if (slices.Count == 0)
        {
            throw new InvalidDataException(
                $"{folder}: expected .zip files of ImageJ ROIs named {string.Join(", ", RegionCatalog.SagittalSix.Annotated.Select(region => region.Key))}, got none; save them from ImageJ's ROI Manager");
        }

        List<OutlinedAnatomy> anatomies = [];
        List<FileFailure> failures = [];
        foreach (IGrouping<string, string> files in slices)
        {
            string path = files.First();
            try
            {
                anatomies.Add(files.Count() == 1 ? ReadOne(files.Key, path) : throw new InvalidDataException(RoiFolder.Ambiguity(files.Key, files)));
            }
            catch (Exception error) when (FileFailure.IsOne(error))
            {
                failures.Add(FileFailure.Of(path, error));
            }
        }

        return new OutlinedAnatomies(anatomies, failures);
    }

    private static OutlinedAnatomy ReadOne(string id, string path)
    {
        if (!SliceId.IsSafe(id))
        {
            throw new InvalidDataException($"{path}: expected {SliceId.Allowed} in the file name, got '{id}'; rename the file");
        }

        RegionOutline[] outlines = [.. RoiSetFile.ReadRegions(path, RegionCatalog.SagittalSix).Where(outline => outline.Region.IsAnnotated)];
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
