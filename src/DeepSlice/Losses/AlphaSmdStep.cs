namespace DeepSlice.Losses;

/// <summary>The α-SMD term in one training step.</summary>
/// <param name="Weight">Weight; 0 omits the term.</param>
/// <param name="Jitter">Offset of the thresholds (k − 1 + jitter) ÷ levels within their spacing, 0 … 1; 0.5 gives those of the metric.</param>
/// <param name="IsMeasured">Whether to measure the gradient norms of this term and of the rest, which later set the weight.</param>
internal readonly record struct AlphaSmdStep(double Weight, double Jitter, bool IsMeasured);
