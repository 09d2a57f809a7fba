using System.Text.Json;
using System.Text.Json.Serialization;
using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Jobs;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench;

/// <summary>A project with all that serves it.</summary>
internal sealed class WorkbenchState : IAsyncDisposable
{
    public WorkbenchState(Project project, WorkbenchOptions options)
    {
        Project = project;
        Options = options;
        Editing = new SliceEditing(project);
        Images = new ImageStore(project.Folder.Cache);
        Uploads = new UploadStore(project.Folder.Uploads, Images);
        Files = new MapFiles(project, Images);
        Writer = new BackgroundWriter(Files);
        Jobs = new JobQueue(new ChildNote(Path.Combine(project.Folder.Cache, "job.pid")), job => Tell(new { type = "job", job }));
        project.Changed = slice => Tell(new { type = "slice", id = slice.Image.Id, version = slice.Row.Version, status = slice.Status });
        Images.TilesDone = image => Tell(new { type = "tiles", id = Path.GetFileNameWithoutExtension(image) });
    }

    /// <summary>JSON of the page: camel case, enums as text, no keys without a value.</summary>
    public static JsonSerializerOptions Json { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The project.</summary>
    public Project Project { get; }

    /// <summary>How it is served.</summary>
    public WorkbenchOptions Options { get; }

    /// <summary>Changes of maps.</summary>
    public SliceEditing Editing { get; }

    /// <summary>Images for the viewer.</summary>
    public ImageStore Images { get; }

    /// <summary>Images that were uploaded and are not confirmed yet.</summary>
    public UploadStore Uploads { get; }

    /// <summary>Writes maps as plain files.</summary>
    public MapFiles Files { get; }

    /// <summary>Writes them some seconds after a stroke.</summary>
    public BackgroundWriter Writer { get; }

    /// <summary>Long work.</summary>
    public JobQueue Jobs { get; }

    /// <summary>What open pages are told.</summary>
    public EventHub Events { get; } = new();

    /// <summary>Sets the form of JSON.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        Jobs.Dispose();
        await Writer.DisposeAsync();
        Images.Dispose();
        Project.Dispose();
    }

    private void Tell(object happened) => Events.Tell(JsonSerializer.Serialize(happened, Json));
}
