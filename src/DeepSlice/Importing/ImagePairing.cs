using DeepSlice.Formats;

namespace DeepSlice.Importing;

/// <summary>Finds out which outlines belong to which image: those of the same name.</summary>
internal static class ImagePairing
{
    /// <summary>Pairs the files of two folders.</summary>
    /// <param name="imagesFolder">Folder of images.</param>
    /// <param name="roisFolder">Folder of ROI files; may be the same one.</param>
    /// <param name="failures">Receives the files that have no partner, or whose name another file has already taken.</param>
    public static IReadOnlyList<ImagePair> Find(string imagesFolder, string roisFolder, List<ImportFailure> failures)
    {
        IReadOnlyList<string> images = ImageFolder.List(imagesFolder);
        Dictionary<string, string> rois = ListRois(roisFolder);
        var pairs = new Dictionary<string, ImagePair>(StringComparer.OrdinalIgnoreCase);
        foreach (string image in images)
        {
            string id = ImageFolder.IdOf(image);
            if (!SliceId.IsSafe(id))
            {
                failures.Add(new ImportFailure(image, $"{image}: found the name '{id}', allowed are {SliceId.Allowed}; rename the file"));
            }
            else if (pairs.TryGetValue(id, out ImagePair? earlier))
            {
                failures.Add(new ImportFailure(image, $"{image}: found a second image named '{id}' beside {earlier.ImagePath}; names must differ in more than their ending"));
            }
            else if (rois.Remove(id, out string? roi))
            {
                pairs.Add(id, new ImagePair(id, image, roi));
            }
            else
            {
                failures.Add(new ImportFailure(image, $"{image}: found no outlines for it; put {id}.zip into {roisFolder}"));
            }
        }

        failures.AddRange(rois
            .Where(roi => !pairs.ContainsKey(roi.Key))
            .Select(roi => new ImportFailure(roi.Value, $"{roi.Value}: found no image of this name in {imagesFolder}")));
        return [.. pairs.Values.OrderBy(pair => pair.Id, StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> ListRois(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        }

        var rois = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(path).ToLowerInvariant() is ".zip" or ".roi")
            {
                rois.TryAdd(Path.GetFileNameWithoutExtension(path), path);
            }
        }

        return rois;
    }
}
