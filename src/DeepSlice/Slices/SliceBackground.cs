namespace DeepSlice.Slices;

/// <summary>The brightness of the glass around the tissue.</summary>
public enum SliceBackground
{
    /// <summary>Dark, as in fluorescence: the image is used as it is.</summary>
    Dark,

    /// <summary>Bright, as in brightfield: the image is inverted, so that tissue is brighter than the background.</summary>
    Bright,
}
