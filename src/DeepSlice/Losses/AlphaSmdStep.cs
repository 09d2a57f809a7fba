namespace DeepSlice.Losses;

/// <summary>How the α-SMD enters the loss of one training step.</summary>
/// <param name="Weight">Its weight; 0 leaves it out.</param>
/// <param name="Jitter">Place of the thresholds (k − 1 + jitter) ÷ levels within their spacing, 0 … 1; 0.5 gives those of the metric.</param>
/// <param name="IsMeasured">Whether the norms of the gradients of this part and of the rest are to be measured, which later decides the weight.</param>
public readonly record struct AlphaSmdStep(double Weight, double Jitter, bool IsMeasured);
