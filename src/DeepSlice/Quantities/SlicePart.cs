namespace DeepSlice.Quantities;

/// <summary>Pixels that are counted apart from all others.</summary>
/// <param name="Region">Index of their region.</param>
/// <param name="Side">Their side.</param>
/// <param name="IsExcluded">Whether they are damaged, or excluded by the user.</param>
internal readonly record struct SlicePart(byte Region, BrainSide Side, bool IsExcluded);
