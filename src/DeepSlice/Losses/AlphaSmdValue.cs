namespace DeepSlice.Losses;

/// <summary>The four sums of the α-SMD between a probability map and a crisp region, in the unit of the spacing.</summary>
/// <param name="PredictionToTruth">Σ p(x)·d(x, T): distance from the prediction to the region.</param>
/// <param name="TruthToPrediction">F(p; T): distance from the region to the cuts of the prediction.</param>
/// <param name="ComplementToComplement">Σ (1 − p(x))·d(x, X∖T): the first sum for the complements; 0 if inwards.</param>
/// <param name="ComplementToPrediction">F(1 − p; X∖T): the second sum for the complements; 0 if inwards.</param>
internal readonly record struct AlphaSmdValue(
    double PredictionToTruth, double TruthToPrediction, double ComplementToComplement, double ComplementToPrediction)
{
    /// <summary>The α-SMD: half the total.</summary>
    public double Smd => (PredictionToTruth + TruthToPrediction + ComplementToComplement + ComplementToPrediction) / 2;
}
