namespace DeepSlice.Workbench.Jobs;

/// <summary>What a job has brought.</summary>
internal sealed record JobResult
{
    /// <summary>Mean Dice of the held-out slices with the model before.</summary>
    public double? Before { get; init; }

    /// <summary>Mean Dice of the held-out slices with the new model.</summary>
    public double? After { get; init; }

    /// <summary>Name of the model that is used from now on.</summary>
    public string? Kept { get; init; }

    /// <summary>Name of the file to download.</summary>
    public string? Download { get; init; }
}
