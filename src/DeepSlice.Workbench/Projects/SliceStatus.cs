namespace DeepSlice.Workbench.Projects;

/// <summary>How far a slice is.</summary>
internal enum SliceStatus
{
    /// <summary>Not predicted yet.</summary>
    New,

    /// <summary>Predicted, and not touched by hand.</summary>
    Predicted,

    /// <summary>Corrected by hand.</summary>
    Corrected,

    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>The image could not be read.</summary>
    Failed,
}
