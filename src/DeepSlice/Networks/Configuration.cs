namespace DeepSlice.Networks;

/// <summary>Which networks segment a slice.</summary>
public enum Configuration
{
    /// <summary>One network sees the whole slice at once. It knows the position of each pixel in the slice; its resolution is limited by its grid.</summary>
    Whole,

    /// <summary>One network sees one patch at a time, at any resolution, without knowing the position of the patch in the slice.</summary>
    Patch,

    /// <summary>A whole-slice network at a coarser binning, whose probabilities are input channels of a patch network.</summary>
    Cascade,
}
