namespace DeepSlice.Networks;

/// <summary>How slices become regions.</summary>
public enum SegmentationWorkflow
{
    /// <summary>One network sees the whole slice at once: it knows where it is, and cannot be finer than its grid.</summary>
    Whole,

    /// <summary>A network sees a patch of the slice at a time: as fine as one likes, without knowing where the patch lies.</summary>
    Patch,

    /// <summary>A whole-slice network at a coarser binning tells the patch network what lies where.</summary>
    Combined,
}
