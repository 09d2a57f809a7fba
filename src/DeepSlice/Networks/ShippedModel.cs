namespace DeepSlice.Networks;

/// <summary>The model that comes with the program: six regions of sagittal slices.</summary>
internal static class ShippedModel
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "sagittal-six-regions.safetensors";

    /// <summary>Path of the model: in the folder <c>models</c> beside the program.</summary>
    public static string Location => In(AppContext.BaseDirectory);

    /// <summary>Whether this copy of the program has its model.</summary>
    public static bool IsThere => File.Exists(Location);

    /// <summary>The path of the model.</summary>
    /// <exception cref="FileNotFoundException">This copy of the program has none.</exception>
    public static string Require() => Require(AppContext.BaseDirectory);

    /// <summary>The path of the model of a program in the folder given.</summary>
    internal static string Require(string programFolder)
    {
        string path = In(programFolder);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"{path}: expected the model that comes with the program, got none; give a trained model by --model FILE, or build the program from a checkout that has models/{FileName}", path);
    }

    private static string In(string programFolder) => Path.Combine(programFolder, "models", FileName);
}
