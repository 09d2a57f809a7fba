using DeepSlice.Formats;
using DeepSlice.Networks;

namespace DeepSlice.Workflows;

/// <summary>Finds the slices behind paths: image files, folders of them, datasets, NumPy stacks.</summary>
internal static class SliceSources
{
    /// <summary>Lists all slices, in the order of the paths; within a path, in the order of their names or indices.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="model">The model that will be applied.</param>
    /// <param name="options">Binning and channel of image files.</param>
    /// <param name="failures">Receives the files that cannot be used.</param>
    /// <param name="warnings">Receives what was left out on purpose, such as sub-folders.</param>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public static IReadOnlyList<SliceSource> Find(
        IReadOnlyList<string> paths, SegmentationModel model, PredictionWorkflowOptions options, List<FileFailure> failures, List<string> warnings)
    {
        string? missing = paths.FirstOrDefault(path => !Path.Exists(path));
        if (missing is not null)
        {
            throw new FileNotFoundException($"{missing}: there is no such file or folder", missing);
        }

        var sources = new List<SliceSource>();
        foreach (string path in paths)
        {
            try
            {
                sources.AddRange(Open(path, model, options, failures, warnings));
            }
            catch (Exception error) when (FileFailure.IsOne(error))
            {
                failures.Add(FileFailure.Of(path, error));
            }
        }

        foreach (SliceSource unfit in sources.Where(source => !SliceId.IsSafe(source.Id)))
        {
            failures.Add(new FileFailure(unfit.Path, $"{unfit.Path}: expected a name of {SliceId.Allowed}, got '{unfit.Id}'; rename the file"));
        }

        sources.RemoveAll(source => !SliceId.IsSafe(source.Id));
        return WithDifferentIds(sources, failures);
    }

    private static IEnumerable<SliceSource> Open(
        string path, SegmentationModel model, PredictionWorkflowOptions options, List<FileFailure> failures, List<string> warnings)
    {
        bool isStack = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path);
        if ((isStack || DatasetFolder.IsDataset(path)) && (options.Binning is not null || options.Reading is not null || options.MicrometresPerPixel is not null))
        {
            throw new InvalidDataException(
                $"{path}: expected image files for --binning, --pixel-size, --channel, --plane and --background, got slices that are binned already; omit these options, or predict the image files in a run of their own");
        }

        if (DatasetFolder.IsDataset(path))
        {
            return DatasetSource.Open(path);
        }

        if (Directory.Exists(path))
        {
            FolderImages found = ImageFolder.List(path, options.Recursive);
            failures.AddRange(found.Failures);
            warnings.AddRange(found.Warnings);
            return found.Images.Select(image => new ImageSource(image, model, options));
        }

        return isStack
            ? StackSource.Open(path)
            : [new ImageSource(path, model, options)];
    }

    // Some file systems ignore case.
    private static List<SliceSource> WithDifferentIds(IEnumerable<SliceSource> sources, List<FileFailure> failures)
    {
        var found = new OrderedDictionary<string, SliceSource>(StringComparer.OrdinalIgnoreCase);
        foreach (SliceSource source in sources)
        {
            if (!found.TryAdd(source.Id, source))
            {
                failures.Add(new FileFailure(
                    source.Path, $"{source.Path}: expected slices of different names, got a second '{source.Id}' beside {found[source.Id].Path}; rename one of them, or use different output folders"));
            }
        }

        return [.. found.Values];
    }
}
