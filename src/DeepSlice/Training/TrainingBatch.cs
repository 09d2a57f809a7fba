using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Augmented slices of one step.</summary>
/// <param name="Images">(N, input channels, H, W) in row-major order.</param>
/// <param name="Labels">(N, H, W) region indices.</param>
internal sealed record TrainingBatch(float[] Images, long[] Labels)
{
    /// <summary>(N, H, W) values of <see cref="DamageMask"/>; null if the plan does not learn damage and no slice has a mask.</summary>
    public byte[]? Damage { get; init; }
}
