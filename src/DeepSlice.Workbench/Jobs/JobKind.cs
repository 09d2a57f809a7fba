namespace DeepSlice.Workbench.Jobs;

/// <summary>What a job does.</summary>
internal enum JobKind
{
    /// <summary>Predicts slices.</summary>
    Predict,

    /// <summary>Trains a model on accepted slices, and predicts what nobody has touched.</summary>
    Retrain,

    /// <summary>Writes files for download.</summary>
    Export,
}
