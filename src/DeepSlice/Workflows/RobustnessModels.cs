using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>All models of a comparison, opened.</summary>
internal sealed class RobustnessModels : IDisposable
{
    private readonly List<RobustnessModel> _models = [];

    private RobustnessModels()
    {
    }

    /// <summary>The models in order; the reference is the last one unless it is among the others.</summary>
    public IReadOnlyList<RobustnessModel> All => _models;

    /// <summary>The model that corruption errors refer to; null where there is none.</summary>
    public RobustnessModel? Reference { get; private set; }

    /// <summary>Opens the models of a comparison; one that is named twice is opened once.</summary>
    /// <exception cref="InvalidDataException">One is no model, or does not fit the data set.</exception>
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

    /// <summary>Names of models, fit for folders: of the file, with the folder's before it where files are of one name, and a number where that is not enough.</summary>
    /// <param name="paths">Whole paths, all different.</param>
    internal static IReadOnlyList<string> Names(IReadOnlyList<string> paths)
    {
        string[] files = [.. paths.Select(path => Directory.Exists(path) ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path))];
        List<string> names = [];
        for (int i = 0; i < files.Length; i++)
        {
            bool isCommon = files.Count(file => string.Equals(file, files[i], StringComparison.OrdinalIgnoreCase)) > 1;
            string name = isCommon ? $"{Path.GetFileName(Path.GetDirectoryName(paths[i]))}-{files[i]}" : files[i];
            string unique = name;
            for (int number = 2; names.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
            {
                unique = $"{name}-{number}";
            }

            names.Add(unique);
        }

        return names;
    }

    private static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
