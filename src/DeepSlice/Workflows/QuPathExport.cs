using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Prepares a QuPath project for predicted outlines: the classes with their colours, and a script that imports the outlines.</summary>
internal static class QuPathExport
{
    /// <summary>Name of the script in the project's folder of scripts.</summary>
    public const string ScriptName = "import-deepslice-outlines.groovy";

    private const string ProjectEnding = ".qpproj";
    private const string ClassesKey = "pathClasses";
    private const string Remedy = "restore the file from a backup, or delete it, and QuPath's own classes come back";

    /// <summary>Writes <c>classifiers/classes.json</c>, to which missing classes are added, and the script to <c>scripts</c>.</summary>
    /// <param name="predictions">Output folder of <c>predict</c>.</param>
    /// <param name="project">Folder of the project, or its <c>.qpproj</c> file.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">One of them is not such a folder, or the classes of the project cannot be read.</exception>
    /// <exception cref="IOException">The project cannot be written.</exception>
    public static QuPathExportResult Write(string predictions, string project)
    {
        ArgumentException.ThrowIfNullOrEmpty(project);
        var folder = new PredictionFolder(predictions);
        int slices = folder.SliceIds().Count(id => File.Exists(folder.GeoJsonOf(id)));
        if (slices == 0 || !File.Exists(folder.RunFile))
        {
            throw new InvalidDataException(
                $"{predictions}: expected a folder written by predict, with {PredictionFolder.RunName} and outlines for QuPath (<id>{PredictionFolder.GeoJsonEnding}), got {(slices == 0 ? "no outlines" : $"no {PredictionFolder.RunName}")}; predict the slices again");
        }

        string root = RootOf(project);
        string classes = Path.Combine(root, "classifiers", "classes.json");
        int added = AddClasses(classes, folder.CatalogOr(given: null));
        string script = Path.Combine(root, "scripts", ScriptName);
        string whole = Path.GetFullPath(predictions);
        OutputFile.WriteText(script, QuPathScript.For(whole, Path.GetRelativePath(root, whole).Replace(Path.DirectorySeparatorChar, '/')));
        return new QuPathExportResult(script, classes, added, slices);
    }

    private static string RootOf(string project)
    {
        string whole = Path.GetFullPath(project);
        if (whole.EndsWith(ProjectEnding, StringComparison.OrdinalIgnoreCase) && File.Exists(whole))
        {
            return Path.GetDirectoryName(whole)!;
        }

        PredictionFolder.RequireThere(project);
        return Directory.EnumerateFiles(whole, $"*{ProjectEnding}").Any()
            ? whole
            : throw new InvalidDataException($"{project}: expected a QuPath project, a folder with project{ProjectEnding}, got a folder without; create it in QuPath (File » Project » Create project), and add the images");
    }

    // The project's own classes, and their colours, stay.
    private static int AddClasses(string path, RegionCatalog catalog)
    {
        JsonObject root = File.Exists(path) ? JsonText.Read<JsonNode>(path, JsonFormat.Readable, Remedy) as JsonObject ?? throw NotClasses(path) : [];
        if (root[ClassesKey] is not JsonArray list)
        {
            root[ClassesKey] = root.ContainsKey(ClassesKey) ? throw NotClasses(path) : list = [];
        }

        HashSet<string> known = [.. list.Select(entry => (entry as JsonObject)?["name"]?.ToString()).OfType<string>()];
        Region[] missing = [.. catalog.Annotated.Where(region => !known.Contains(region.Key))];
        foreach (Region region in missing)
        {
            list.Add((JsonNode)new JsonObject { ["name"] = region.Key, ["color"] = RoiAttributes.Argb(region.Color) });
        }

        if (missing.Length > 0)
        {
            OutputFile.WriteText(path, root.ToJsonString(JsonFormat.Readable) + "\n");
        }

        return missing.Length;
    }

    private static InvalidDataException NotClasses(string path) => new($"{path}: expected the classes of a QuPath project, an object with the list '{ClassesKey}', got other JSON; {Remedy}");
}
