using DeepSlice.Formats;

namespace DeepSlice.Importing;

/// <summary>Pairs images and outlines by name.</summary>
internal static class ImagePairing
{
    /// <summary>Pairs the files of two folders.</summary>
    /// <param name="imagesFolder">Folder of images.</param>
    /// <param name="roisFolder">Folder of outlines, drawn or predicted; may be the same one.</param>
    /// <param name="recursive">Whether sub-folders of both are searched, too.</param>
    /// <param name="failures">Receives the files without a partner, images of formats that cannot be read, and files of slices that have several images or several files of outlines.</param>
    /// <param name="warnings">Receives what was left out on purpose, such as sub-folders.</param>
    public static IReadOnlyList<ImagePair> Find(string imagesFolder, string roisFolder, bool recursive, List<FileFailure> failures, List<string> warnings)
    {
        FolderImages images = ImageFolder.List(imagesFolder, recursive);
        ILookup<string, string> rois = RoiFolder.List(roisFolder, recursive);
        ILookup<string, string> masks = DamageMaskFile.List(roisFolder, recursive);
        failures.AddRange(images.Failures);
        warnings.AddRange(images.Warnings);
        var refused = images.Failures.Select(failure => ImageFolder.IdOf(imagesFolder, failure.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<ImagePair> pairs = [];
        foreach ((string image, string id, _) in images.Images)
        {
            string[] outlines = PredictedOutlines.Choose(rois[id]);
            string? problem = !SliceId.IsSafe(id) ? $"{image}: expected a name of {SliceId.Allowed}, got '{id}'; rename the file"
                : !seen.TryAdd(id, image) ? $"{image}: expected images of different names, got a second '{id}' beside {seen[id]}; rename one of them (extension and case do not count)"
                : outlines.Length == 0 ? $"{image}: expected outlines {id}.zip, {id}.rois.zip or {id}.geojson in {roisFolder}, got none; save them from ImageJ's ROI Manager or QuPath"
                : outlines.Length > 1 ? RoiFolder.Ambiguity(id, outlines)
                : null;
            if (problem is null)
            {
                pairs.Add(new ImagePair(id, image, outlines[0]) { MaskPaths = [.. masks[id]] });
            }
            else
            {
                failures.Add(new FileFailure(image, problem));
            }
        }

        failures.AddRange(rois
            .Where(files => !seen.ContainsKey(files.Key) && !refused.Contains(files.Key))
            .SelectMany(files => files)
            .Select(path => new FileFailure(path, $"{path}: expected an image of this name in {imagesFolder}, got none; move the outlines to another folder, or add the image")));
        return [.. pairs.OrderBy(pair => pair.Id, StringComparer.Ordinal)];
    }
}
