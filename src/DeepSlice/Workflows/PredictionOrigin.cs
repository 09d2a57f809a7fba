namespace DeepSlice.Workflows;

/// <summary>The origin of a prediction run, for <c>run.json</c>.</summary>
internal sealed record PredictionOrigin
{
    /// <summary>The file that the model was read from; its name and hash are recorded.</summary>
    /// <value>Default null, for a model that was not read from a file.</value>
    public string? ModelFile { get; init; }

    /// <summary>The arguments of the command line.</summary>
    /// <value>Default empty, for calls of the library.</value>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>The clock.</summary>
    /// <value>Default: the system clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
