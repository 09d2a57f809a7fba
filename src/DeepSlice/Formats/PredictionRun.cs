namespace DeepSlice.Formats;

/// <summary>One run of <c>predict</c>, as <c>run.json</c> lists it.</summary>
internal sealed record PredictionRun
{
    /// <summary>When its outputs were written, in UTC.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>The arguments of the command line; empty for calls of the library.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>The program.</summary>
    public required PredictionRunProgram Program { get; init; }

    /// <summary>The model.</summary>
    public required PredictionRunModel Model { get; init; }

    /// <summary>The options as they were given.</summary>
    public required PredictionRunOptions Options { get; init; }

    /// <summary>The slices whose files in the folder were written by this run.</summary>
    public required IReadOnlyList<PredictionRunSlice> Slices { get; init; }
}
