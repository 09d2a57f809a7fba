namespace DeepSlice.Workbench.Projects;

/// <summary>An image of a project, as <c>project.json</c> lists it.</summary>
internal sealed record ProjectImage
{
    /// <summary>Id of the slice.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the file, or of the link to it, in the project's folder <c>images</c>.</summary>
    public required string File { get; init; }

    /// <summary>The sub-folder that the image comes from, which usually holds one animal; empty if there is none.</summary>
    public string Animal { get; init; } = "";

    /// <summary>Channel to predict from; null for the model's.</summary>
    public int? Channel { get; init; }

    /// <summary>Side of a pixel in micrometres, if somebody has stated it.</summary>
    public double? PixelSize { get; init; }

    /// <summary>Binning, if somebody has stated it.</summary>
    public int? Binning { get; init; }

    /// <summary>Whether the slice is locked for measuring models, and never trained on.</summary>
    public bool Held { get; init; }
}
