namespace DeepSlice.Workbench.Jobs;

/// <summary>How far a job is.</summary>
internal enum JobState
{
    /// <summary>Another job runs.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>Its process is stopped until somebody lets it go on.</summary>
    Paused,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It could not be done.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
