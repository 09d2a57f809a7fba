using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>The outlined slices of a folder.</summary>
/// <param name="Anatomies">Those that could be read, in order of their names; perhaps none.</param>
/// <param name="Failures">The files that were left out, in order of their paths.</param>
public sealed record OutlinedAnatomies(IReadOnlyList<OutlinedAnatomy> Anatomies, IReadOnlyList<UnusableOutlines> Failures)
{
    // Outlines that enclose less than a pixel in all are lines: nothing could be placed by them.
    private const double SmallestAreaPixels = 1;

    /// <summary>Reads every ROI zip of a folder; its folders are not read.</summary>
    /// <param name="folder">Folder of zips whose ROIs are named as the regions of <see cref="RegionCatalog.SagittalSix"/>.</param>
    /// <returns>The anatomies; files that cannot be read are listed.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder holds no zip.</exception>
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
                $"{folder}: found no .zip file, needed are zips of ImageJ ROIs named {string.Join(", ", RegionCatalog.SagittalSix.Annotated.Select(region => region.Key))}; save them from ImageJ's ROI Manager");
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
                    throw new InvalidDataException($"{path}: found a second file named '{anatomy.Id}'; names must differ in more than upper and lower case");
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
            throw new InvalidDataException($"{path}: found the name '{id}', allowed are {SliceId.Allowed}; rename the file");
        }

        RegionOutline[] outlines = [.. RoiSetFile.ReadRegions(path, RegionCatalog.SagittalSix).Where(outline => outline.Region.IsAnnotated)];
        if (outlines.Length == 0)
        {
            throw new InvalidDataException(
                $"{path}: found no ROI named {string.Join(", ", RegionCatalog.SagittalSix.Annotated.Select(region => region.Key))}; name them so in ImageJ's ROI Manager");
        }

        double area = outlines.SelectMany(outline => outline.Outline.Rings).Sum(ring => Math.Abs(ring.SignedArea));
        return area >= SmallestAreaPixels
            ? new OutlinedAnatomy(id, outlines)
            : throw new InvalidDataException(FormattableString.Invariant(
                $"{path}: found outlines of {area:0.##} square pixels in all, needed is at least {SmallestAreaPixels}; draw the regions anew"));
    }
}
