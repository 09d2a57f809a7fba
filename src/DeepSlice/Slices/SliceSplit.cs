namespace DeepSlice.Slices;

/// <summary>What a slice of a data set is for.</summary>
public enum SliceSplit
{
    /// <summary>To train on; the trainer may set some of these aside to validate.</summary>
    Train,

    /// <summary>To stop training and choose by.</summary>
    Validation,

    /// <summary>Never trained on or chosen by.</summary>
    Test,
}
