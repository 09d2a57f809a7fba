using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Finds the model that a user means by a file or a folder.</summary>
internal static class ModelPath
{
    private const int MostNamed = 6;

    /// <summary>The model file: the file itself, the model of a run folder, the only model in another folder, or one that comes with the program, by its name.</summary>
    /// <param name="path">What the user gave.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder, and no model of this name comes with the program.</exception>
    /// <exception cref="InvalidDataException">The folder holds no model, or several; the message names what it holds.</exception>
    public static string Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? path : ShippedModels.Find(path) ?? (IsName(path) ? throw Unknown(path) : path);
        }

        string ofRun = new RunFolder(path).ModelFile;
        string[] models = [.. SystemFile.NamesBeside(path).Where(name => name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))];
        return File.Exists(ofRun) ? ofRun
            : models.Length == 1 ? Path.Combine(path, models[0])
            : throw new InvalidDataException($"{path}: expected a model file, or a folder with one, got {Holds(path, models)}");
    }

    /// <summary>What a model is called: the name of the file, or that of the run folder where the file has the name of every run's model.</summary>
    /// <param name="file">The model file.</param>
    public static string NameOf(string file)
    {
        string whole = Path.GetFullPath(file);
        string folder = Path.GetDirectoryName(whole)!;
        return whole == new RunFolder(folder).ModelFile && Path.GetFileName(folder) is { Length: > 0 } run ? run : Path.GetFileNameWithoutExtension(whole);
    }

    private static bool IsName(string path) => Path.GetFileName(path) == path && Path.GetExtension(path).Length == 0;

    private static FileNotFoundException Unknown(string name) => new(
        $"expected a model file, a run folder, or the name of a model that comes with the program ({string.Join(", ", ShippedModels.Names)}), got '{name}'; correct the name", name);

    private static string Holds(string path, string[] models)
    {
        var run = new RunFolder(path);
        if (models.Length > 1)
        {
            return $"a folder with {Names(models)}; give one of them";
        }

        IReadOnlyList<string> found = SystemFile.NamesBeside(path);
        return File.Exists(run.Fold(0).ModelFile) ? $"the folder of a cross-validation, with a model in each of {Names([.. found.Where(name => name.StartsWith("fold-", StringComparison.Ordinal))])}; give one of them, or train a model on all slices without --folds"
            : run.HasBegun ? "a training run that is not finished; resume it with train --resume"
            : found.Count == 0 ? "an empty folder; give the output folder of train"
            : $"a folder with {Names(found)}; give the output folder of train, or a file model.safetensors";
    }

    private static string Names(IReadOnlyList<string> names) =>
        Listed.Of(names, MostNamed);
}
