using DeepSlice.Formats;

namespace DeepSlice.Workbench.Projects;

/// <summary>The folder of a project: where its files are.</summary>
/// <param name="path">The folder.</param>
internal sealed class ProjectFolder(string path)
{
    /// <summary>Path of the folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>The list of images.</summary>
    public string DocumentFile => Path.Combine(FullPath, "project.json");

    /// <summary>The database of strokes, acceptances and commands.</summary>
    public string JournalFile => Path.Combine(FullPath, "journal.sqlite");

    /// <summary>Held by the workbench that serves the project.</summary>
    public string LockFile => Path.Combine(FullPath, "workbench.lock");

    /// <summary>Links to the images, named as the slices; files that were uploaded lie in it themselves.</summary>
    public string Images => Path.Combine(FullPath, "images");

    /// <summary>What <c>predict</c> has written.</summary>
    public PredictionFolder Predictions => new(Path.Combine(FullPath, "predictions"));

    /// <summary>Maps that were corrected and are not accepted yet.</summary>
    public PredictionFolder Corrected => new(Path.Combine(FullPath, "corrected"));

    /// <summary>Maps that were accepted.</summary>
    public PredictionFolder Accepted => new(Path.Combine(FullPath, "accepted"));

    /// <summary>A folder for each model that was trained here.</summary>
    public string Models => Path.Combine(FullPath, "models");

    /// <summary>What can be made again: tiles and pictures.</summary>
    public string Cache => Path.Combine(FullPath, "cache");

    /// <summary>Files made for download.</summary>
    public string Exports => Path.Combine(FullPath, "exports");

    /// <summary>Files that were uploaded and are not confirmed yet.</summary>
    public string Uploads => Path.Combine(FullPath, "uploads");

    /// <summary>Datasets made of accepted slices.</summary>
    public string Datasets => Path.Combine(FullPath, "datasets");
}
