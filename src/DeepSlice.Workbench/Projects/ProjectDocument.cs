namespace DeepSlice.Workbench.Projects;

/// <summary><c>project.json</c>.</summary>
internal sealed record ProjectDocument
{
    /// <summary>Version of the format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Name of the project.</summary>
    public required string Name { get; init; }

    /// <summary>The model that predicts: a file, a run folder, or the name of a model that comes with the program.</summary>
    public required string Model { get; init; }

    /// <summary>The model that trainings begin from; null for <see cref="Model"/>.</summary>
    public string? Base { get; init; }

    /// <summary>The images, in the order in which they were added.</summary>
    public IReadOnlyList<ProjectImage> Images { get; init; } = [];
}
