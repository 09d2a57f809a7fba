namespace DeepSlice.Metrics;

/// <summary>Overlap of a region in prediction and annotation.</summary>
/// <param name="PredictedArea">Pixels of the region in the prediction.</param>
/// <param name="TruthArea">Pixels of the region in the annotation.</param>
/// <param name="Intersection">Pixels of the region in both.</param>
internal readonly record struct RegionOverlap(long PredictedArea, long TruthArea, long Intersection)
{
    /// <summary>Whether the region is absent from both, so that it is not scored.</summary>
    public bool IsAbsent => PredictedArea == 0 && TruthArea == 0;

    /// <summary>Dice coefficient 2|P∩T| ÷ (|P|+|T|), 0 … 1; NaN if the region is absent from both.</summary>
    public double Dice => 2.0 * Intersection / (PredictedArea + TruthArea);

    /// <summary>Jaccard index |P∩T| ÷ |P∪T|, 0 … 1; NaN if the region is absent from both.</summary>
    public double Jaccard => (double)Intersection / (PredictedArea + TruthArea - Intersection);
}
