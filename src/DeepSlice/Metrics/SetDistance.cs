namespace DeepSlice.Metrics;

/// <summary>Distance of a pixel of one fuzzy set to the other set.</summary>
internal enum SetDistance
{
    /// <summary>Distance to the other set's α-cut, for each α up to the pixel's membership.</summary>
    Inwards,

    /// <summary>The same, plus the distance to the α-cut of the other set's complement, for each α up to the pixel's membership in the complement.</summary>
    Bidirectional,
}
