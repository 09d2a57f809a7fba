namespace DeepSlice.Quantities;

/// <summary>A side of a slice, as displayed.</summary>
internal enum BrainSide : byte
{
    /// <summary>It is not known where the sides are.</summary>
    Unknown = 0,

    /// <summary>Left of the midline.</summary>
    Left = 1,

    /// <summary>Right of the midline.</summary>
    Right = 2,
}
