namespace DeepSlice.Losses;

/// <summary>Which distances the α-SMD loss includes.</summary>
public enum AlphaSmdMode
{
    /// <summary>No α-SMD loss.</summary>
    Off,

    /// <summary>Distances from the prediction to the region and from the region to the prediction.</summary>
    Inwards,

    /// <summary>The same, plus the distances between the complements.</summary>
    Bidirectional,
}
