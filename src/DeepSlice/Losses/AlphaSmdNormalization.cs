namespace DeepSlice.Losses;

/// <summary>What the α-SMD of a region is divided by, besides the maximal distance.</summary>
public enum AlphaSmdNormalization
{
    /// <summary>The pixels of the frame: every misplaced pixel counts the same, and the loss lies in 0 … 1.</summary>
    Frame,

    /// <summary>The pixels of the annotated region, at least a hundredth of the frame: small regions count as much as large ones.</summary>
    Region,
}
