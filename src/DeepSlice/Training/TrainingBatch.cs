namespace DeepSlice.Training;

/// <summary>Augmented slices of one step.</summary>
/// <param name="Images">(N, input channels, H, W) in row-major order.</param>
/// <param name="Labels">(N, H, W) region indices.</param>
internal sealed record TrainingBatch(float[] Images, long[] Labels);
