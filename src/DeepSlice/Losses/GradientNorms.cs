namespace DeepSlice.Losses;

/// <summary>Squared Euclidean norms of gradients with respect to the logits, of one batch or summed over several.</summary>
/// <param name="Overlap">Of cross-entropy plus Dice.</param>
/// <param name="AlphaSmd">Of the α-SMD with weight 1.</param>
internal readonly record struct GradientNorms(double Overlap, double AlphaSmd)
{
    /// <summary>Adds norms.</summary>
    /// <param name="left">First summand.</param>
    /// <param name="right">Second summand.</param>
    public static GradientNorms operator +(GradientNorms left, GradientNorms right) =>
        new(left.Overlap + right.Overlap, left.AlphaSmd + right.AlphaSmd);
}
