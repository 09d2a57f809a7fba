namespace DeepSlice.Workbench.Journal;

/// <summary>What is painted.</summary>
internal enum MapLayer
{
    /// <summary>The region of each pixel.</summary>
    Regions,

    /// <summary>Whether a pixel is damaged: 0 or 1.</summary>
    Damage,
}
