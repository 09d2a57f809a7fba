namespace DeepSlice.Cluster;

/// <summary>The state of a task.</summary>
internal enum TaskState
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>It is running, or was when its machine failed.</summary>
    Running,

    /// <summary>It has ended well.</summary>
    Done,

    /// <summary>It has ended with an error.</summary>
    Failed,

    /// <summary>It was stopped; it goes on where it was when it is run again.</summary>
    Stopped,

    /// <summary>It was stopped by the time limit or for a more urgent job, and waits in the queue to go on.</summary>
    Requeued,
}
