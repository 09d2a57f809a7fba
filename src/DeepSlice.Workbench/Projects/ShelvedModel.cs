namespace DeepSlice.Workbench.Projects;

/// <summary>A model of a project, as <c>workbench.json</c> beside it says.</summary>
internal sealed record ShelvedModel
{
    /// <summary>Name of its folder in <c>models</c>, or of a model that comes with the program.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in words.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was trained.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Number of slices that it was trained on here.</summary>
    public int Slices { get; init; }

    /// <summary>Number of held-out slices that it was measured on.</summary>
    public int Held { get; init; }

    /// <summary>Mean Dice of the held-out slices with the model that was in use before.</summary>
    public double? Before { get; init; }

    /// <summary>Mean Dice of the held-out slices with this model.</summary>
    public double? After { get; init; }

    /// <summary>Whether it predicts now.</summary>
    public bool InUse { get; init; }
}
