namespace DeepSlice.Metrics;

/// <summary>What a pixel of one fuzzy set is compared with in the other.</summary>
public enum SetDistance
{
    /// <summary>At each α up to the pixel's membership, the distance to the other set's α-cut.</summary>
    Inwards,

    /// <summary>That, and at each α up to the pixel's membership in the complement, the distance to the α-cut of the other's complement.</summary>
    Bidirectional,
}
