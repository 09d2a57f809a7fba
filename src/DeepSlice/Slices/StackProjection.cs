namespace DeepSlice.Slices;

/// <summary>How the planes of a Z-stack become one image.</summary>
public enum StackProjection
{
    /// <summary>The brightest plane at each pixel (maximum intensity projection).</summary>
    Maximum,

    /// <summary>The mean over all planes.</summary>
    Mean,
}
