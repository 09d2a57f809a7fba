namespace DeepSlice.Evaluation;

/// <summary>A region that is predicted or annotated in a slice that the model was not trained on.</summary>
/// <param name="Confidence">Expected Dice, 0 … 1; null if the region was not predicted.</param>
/// <param name="Dice">Dice with the annotation, 0 … 1; 0 if the region is only predicted, or only annotated.</param>
internal sealed record HeldOutRegion(double? Confidence, double Dice);
