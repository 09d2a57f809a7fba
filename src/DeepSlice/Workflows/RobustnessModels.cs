using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>The opened models of a comparison.</summary>
internal sealed class RobustnessModels : IDisposable
{
    private static readonly string _trainedName = Path.GetFileName(new RunFolder(".").ModelFile);

    private readonly List<RobustnessModel> _models = [];

    private RobustnessModels()
    {
    }

    /// <summary>The models in order; the reference is the last one unless it is among the others.</summary>
    public IReadOnlyList<RobustnessModel> All => _models;

    /// <summary>The model that corruption errors refer to; null if there is none.</summary>
    public RobustnessModel? Reference { get; private set; }

    /// <summary>Opens the models of a comparison; a repeated one is opened once.</summary>
    /// <exception cref="InvalidDataException">A file is not a model, or does not fit the dataset.</exception>
    public static RobustnessModels Open(SliceDataset dataset, IReadOnlyList<Slice> scored, RobustnessWorkflowOptions options)
    {
        string[] paths = [.. options.Models.Concat(options.Reference is null ? [] : [options.Reference]).Select(Whole).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<string> names = Names(paths);
        var models = new RobustnessModels();
        try
        {
            for (int i = 0; i < paths.Length; i++)
            {
                models._models.Add(RobustnessModel.Open(paths[i], names[i], dataset, scored, options));
                if (options.Reference is not null && Whole(options.Reference) == paths[i])
                {
                    models.Reference = models._models[i];
                }
            }

            return models;
        }
        catch
        {
            models.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (RobustnessModel model in _models)
        {
            model.Dispose();
        }
    }

    /// <summary>
    /// Names of models, valid as folder names: the file's name, or its folder's if the file has the default name of training; with as many parent folders as
    /// needed to distinguish all models, and a number if that is not enough.
    /// </summary>
    /// <param name="paths">Full paths, all different.</param>
    internal static IReadOnlyList<string> Names(IReadOnlyList<string> paths)
    {
        string[][] parts = [.. paths.Select(PartsOf)];
        int most = parts.Max(part => part.Length);
        int count = Enumerable.Range(1, most).FirstOrDefault(taken => Joined(taken).Distinct(StringComparer.OrdinalIgnoreCase).Count() == paths.Count, most);
        List<string> names = [];
        foreach (string name in Joined(count))
        {
            string unique = name;
            for (int number = 2; names.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
            {
                unique = $"{name}-{number}";
            }

            names.Add(unique);
        }

        return names;

        IEnumerable<string> Joined(int taken) => parts.Select(part => string.Join('-', part.TakeLast(taken)));
    }

    private static string[] PartsOf(string path)
    {
        string[] parts = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        string[] named = [.. parts[..^1], Directory.Exists(path) ? parts[^1] : Path.GetFileNameWithoutExtension(path)];
        return parts[^1] == _trainedName && parts.Length > 1 ? named[..^1] : named;
    }

    // The folder of a cross-validation stands for the models of its folds.
    private static string Whole(string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(File.Exists(new RunFolder(path).Fold(0).ModelFile) ? path : ModelPath.Find(path)));
}
