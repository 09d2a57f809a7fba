using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>The outlined slices of a folder.</summary>
/// <param name="Anatomies">Slices that could be read, ordered by name; may be empty.</param>
/// <param name="Failures">Files that were skipped, ordered by path.</param>
public sealed record OutlinedAnatomies(IReadOnlyList<OutlinedAnatomy> Anatomies, IReadOnlyList<UnusableOutlines> Failures)
{
    // Outlines that enclose less than one pixel in total are lines and cannot be used to place the slice.
    private const double SmallestAreaPixels = 1;

    /// <summary>Reads every ROI zip of a folder, without subfolders.</summary>
    /// <param name="folder">Folder of zips whose ROIs are named after the regions of <see cref="RegionCatalog.SagittalSix"/>.</param>
    /// <returns>The anatomies; files that cannot be read are listed.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder contains no zip.</exception>
    public static OutlinedAnatomies Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        }

        string[] zips =
        [
            .. Directory.EnumerateFiles(folder)
                .Where(path => Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        if (zips.Length == 0)
        {
            throw new InvalidDataException(
                $"{folder}: expected .zip files of ImageJ ROIs named {string.Join(", ", RegionCatalog.SagittalSix.Annotated.Select(region => region.Key))}, got none; save them from ImageJ's ROI Manager");
        }

        var anatomies = new Dictionary<string, OutlinedAnatomy>(StringComparer.OrdinalIgnoreCase);
        List<UnusableOutlines> failures = [];
        foreach (string path in zips)
        {
            try
            {
                OutlinedAnatomy anatomy = ReadOne(path);
                if (!anatomies.TryAdd(anatomy.Id, anatomy))
                {
                    throw new InvalidDataException($"{path}: expected unique file names (ignoring case), got a second file '{anatomy.Id}'; rename it");
                }
            }
            catch (Exception error) when (FileFailure.IsOne(error))
            {
                failures.Add(new UnusableOutlines(path, FileFailure.Describe(path, error)));
            }
        }

        return new OutlinedAnatomies([.. anatomies.Values], failures);
    }

    private static OutlinedAnatomy ReadOne(string path)
    {
        string id = Path.GetFileNameWithoutExtension(path);
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
