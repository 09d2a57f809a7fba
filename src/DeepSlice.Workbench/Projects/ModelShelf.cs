using System.Globalization;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Networks;

namespace DeepSlice.Workbench.Projects;

/// <summary>The models of a project: the one that it began with, and those that were trained in it.</summary>
internal static class ModelShelf
{
    private const string NoteName = "workbench.json";

    /// <summary>All models, the first one first.</summary>
    public static IReadOnlyList<ShelvedModel> List(Project project)
    {
        List<ShelvedModel> models = [new ShelvedModel { Name = project.Document.Base ?? project.Document.Model, Note = "the model that the project began with" }];
        if (Directory.Exists(project.Folder.Models))
        {
            models.AddRange(Directory.EnumerateDirectories(project.Folder.Models)
                .Where(folder => File.Exists(Path.Combine(folder, NoteName)))
                .OrderBy(folder => NumberOf(Path.GetFileName(folder)))
                .Select(folder => JsonText.Read<ShelvedModel>(Path.Combine(folder, NoteName), JsonFormat.Readable, "delete the file")));
        }

        return [.. models.Select(model => model with { InUse = model.Name == project.Document.Model })];
    }

    /// <summary>The name that the next model gets.</summary>
    public static string NextName(Project project) => string.Create(
        CultureInfo.InvariantCulture,
        $"model-{1 + (Directory.Exists(project.Folder.Models) ? Directory.EnumerateDirectories(project.Folder.Models).Select(folder => NumberOf(Path.GetFileName(folder))).Append(0).Max() : 0)}");

    /// <summary>What <c>--model</c> gets for a model of the list.</summary>
    public static string ArgumentOf(Project project, string name)
    {
        string folder = Path.Combine(project.Folder.Models, name);
        return SliceId.IsSafe(name) && Directory.Exists(folder) ? folder : name;
    }

    /// <summary>Remembers what a model of the project is.</summary>
    public static void Keep(Project project, ShelvedModel model) =>
        OutputFile.WriteText(Path.Combine(project.Folder.Models, model.Name, NoteName), JsonSerializer.Serialize(model with { InUse = false }, JsonFormat.Readable) + "\n");

    /// <summary>What a model was trained on, in words.</summary>
    public static string ProvenanceOf(Project project) => List(project).FirstOrDefault(model => model.InUse)?.Note
        ?? (ShippedModels.NameOf(project.Document.Model) ?? project.Document.Model);

    private static int NumberOf(string name) => int.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
