namespace DeepSlice.Networks;

/// <summary>The models that come with the program, in the folder <c>models</c> beside it.</summary>
internal static class ShippedModels
{
    /// <summary>Name of the model that is used where none is named.</summary>
    public const string Default = "mouse-any-plane";

    /// <summary>Name of the model for sagittal slices with a stain of all cells.</summary>
    public const string Sagittal = "sagittal-six-regions";

    private const string Extension = ".safetensors";
    private const string FolderName = "models";

    /// <summary>Names of the models that this copy of the program has, the default one first.</summary>
    public static IReadOnlyList<string> Names => NamesIn(AppContext.BaseDirectory);

    /// <summary>The file of a model; null if this copy of the program does not have it.</summary>
    /// <param name="name">Name without folder and extension, for example <see cref="Sagittal"/>.</param>
    public static string? Find(string name) => Path.GetFileName(name) == name && File.Exists(In(AppContext.BaseDirectory, name)) ? In(AppContext.BaseDirectory, name) : null;

    /// <summary>The name of a model that comes with the program; null if the file is another one.</summary>
    /// <param name="file">Path of a model file.</param>
    public static string? NameOf(string file) => Path.GetFileNameWithoutExtension(file) is var name && Find(name) == file ? name : null;

    /// <summary>The file of a model.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FileNotFoundException">This copy of the program does not have it.</exception>
    public static string Require(string name = Default) => Require(AppContext.BaseDirectory, name);

    /// <summary>The file of a model of a program in the folder given.</summary>
    internal static string Require(string programFolder, string name)
    {
        string path = In(programFolder, name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"{path}: expected the model that comes with the program, got none; give a trained model by --model FILE, or build the program from a checkout that has {FolderName}/{name}{Extension}", path);
    }

    /// <summary>Names of the models of a program in the folder given.</summary>
    internal static IReadOnlyList<string> NamesIn(string programFolder)
    {
        string folder = Path.Combine(programFolder, FolderName);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, $"*{Extension}").Select(file => Path.GetFileNameWithoutExtension(file)).OrderByDescending(name => name == Default).ThenBy(name => name, StringComparer.Ordinal)]
            : [];
    }

    /// <summary>What is said of the models that this copy of the program has, the default one first.</summary>
    /// <exception cref="InvalidDataException">The description is damaged.</exception>
    public static IReadOnlyList<ShippedModelDescription> Describe()
    {
        string path = Path.Combine(AppContext.BaseDirectory, FolderName, "models.json");
        ShippedModelDescription[] known = File.Exists(path) ? JsonText.Read<ShippedModelDescription[]>(path, JsonFormat.Readable, "build the program again") : [];
        return [.. Names.Select(name => known.FirstOrDefault(model => model.Name == name) ?? new ShippedModelDescription(name, "", "", "", ""))];
    }

    private static string In(string programFolder, string name) => Path.Combine(programFolder, FolderName, name + Extension);
}
