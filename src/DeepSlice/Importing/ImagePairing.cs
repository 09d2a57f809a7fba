using DeepSlice.Formats;

namespace DeepSlice.Importing;

/// <summary>Pairs images and outlines by name.</summary>
internal static class ImagePairing
{
    /// <summary>Pairs the files of two folders.</summary>
    /// <param name="imagesFolder">Folder of images.</param>
    /// <param name="roisFolder">Folder of outlines, drawn or predicted; may be the same one.</param>
    /// <param name="failures">Receives the files without a partner, and those of slices that have several images or several files of outlines.</param>
    public static IReadOnlyList<ImagePair> Find(string imagesFolder, string roisFolder, List<FileFailure> failures)
    {
        IReadOnlyList<string> images = ImageFolder.List(imagesFolder);
        ILookup<string, string> rois = RoiFolder.List(roisFolder);
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<ImagePair> pairs = [];
        foreach (string image in images)
        {
            string id = ImageFolder.IdOf(image);
            string[] outlines = [.. rois[id]];
            string? problem = !SliceId.IsSafe(id) ? $"{image}: expected a name of {SliceId.Allowed}, got '{id}'; rename the file"
                : !seen.TryAdd(id, image) ? $"{image}: expected images of different names, got a second '{id}' beside {seen[id]}; rename one of them (extension and case do not count)"
                : outlines.Length == 0 ? $"{image}: expected outlines {id}.zip, {id}.rois.zip or {id}.geojson in {roisFolder}, got none; save them from ImageJ's ROI Manager or QuPath"
                : outlines.Length > 1 ? RoiFolder.Ambiguity(id, outlines)
                : null;
            if (problem is null)
            {
                pairs.Add(new ImagePair(id, image, outlines[0]));
            }
            else
            {
                failures.Add(new FileFailure(image, problem));
            }
        }

        failures.AddRange(rois
            .Where(files => !seen.ContainsKey(files.Key))
            .SelectMany(files => files)
            .Select(path => new FileFailure(path, $"{path}: expected an image of this name in {imagesFolder}, got none; move the outlines to another folder, or add the image")));
        return [.. pairs.OrderBy(pair => pair.Id, StringComparer.Ordinal)];
    }
}
