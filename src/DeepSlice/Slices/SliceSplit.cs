namespace DeepSlice.Slices;

/// <summary>The split a slice belongs to.</summary>
public enum SliceSplit
{
    /// <summary>For training; the trainer may hold some of these out for validation.</summary>
    Train,

    /// <summary>Held out to stop training and to select the model.</summary>
    Validation,

    /// <summary>Held out for testing; never used in training or selection.</summary>
    Test,
}
