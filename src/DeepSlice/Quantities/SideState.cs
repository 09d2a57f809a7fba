namespace DeepSlice.Quantities;

/// <summary>Which sides of the brain a slice shows.</summary>
internal enum SideState
{
    /// <summary>Not known: sides are not told apart.</summary>
    Unknown,

    /// <summary>Both, on either side of the midline.</summary>
    Both,

    /// <summary>The left hemisphere only.</summary>
    Left,

    /// <summary>The right hemisphere only.</summary>
    Right,
}
