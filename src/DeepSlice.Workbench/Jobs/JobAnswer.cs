namespace DeepSlice.Workbench.Jobs;

/// <summary>A job as the page gets it.</summary>
internal sealed record JobAnswer
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>Units done: slices, or epochs.</summary>
    public int Done { get; init; }

    /// <summary>All units; 0 if not known yet.</summary>
    public int Total { get; init; }

    /// <summary>Seconds left, where they can be told.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>What it does now, or why it failed.</summary>
    public string Line { get; init; } = "";

    /// <summary>The epochs of a training so far.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];

    /// <summary>What it has brought.</summary>
    public JobResult? Result { get; init; }

    /// <summary>The command that does the same.</summary>
    public string Command { get; init; } = "";
}
