namespace DeepSlice.Atlases;

/// <summary>Plane in which a brain is cut.</summary>
public enum SectionPlane
{
    /// <summary>Across the long axis: left and right are side by side.</summary>
    Coronal,

    /// <summary>Along the midline: anterior and posterior, superior and inferior.</summary>
    Sagittal,

    /// <summary>Seen from above: anterior and posterior, left and right.</summary>
    Horizontal,
}
