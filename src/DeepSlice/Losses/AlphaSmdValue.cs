namespace DeepSlice.Losses;

/// <summary>The four sums that the α-SMD between a probability map and a crisp region is made of, in the unit of the spacing.</summary>
/// <param name="PredictionToTruth">Σ p(x)·d(x, T): how far what is drawn lies from the region.</param>
/// <param name="TruthToPrediction">F(p; T): how far the region lies from the cuts of what is drawn.</param>
/// <param name="ComplementToComplement">Σ (1 − p(x))·d(x, X∖T), the first sum outside; 0 inwards.</param>
/// <param name="ComplementToPrediction">F(1 − p; X∖T), the second sum outside; 0 inwards.</param>
public readonly record struct AlphaSmdValue(
    double PredictionToTruth, double TruthToPrediction, double ComplementToComplement, double ComplementToPrediction)
{
    /// <summary>The α-SMD: half of the sum.</summary>
    public double Smd => (PredictionToTruth + TruthToPrediction + ComplementToComplement + ComplementToPrediction) / 2;
}
