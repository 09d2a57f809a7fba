namespace DeepSlice.Losses;

/// <summary>Divisor of the α-SMD of a region, in addition to the maximal distance.</summary>
public enum AlphaSmdNormalization
{
    /// <summary>Pixels of the frame: every misplaced pixel counts the same, and the loss is in 0 … 1.</summary>
    Frame,

    /// <summary>Pixels of the annotated region, at least a hundredth of the frame: small regions count as much as large ones.</summary>
    Region,
}
