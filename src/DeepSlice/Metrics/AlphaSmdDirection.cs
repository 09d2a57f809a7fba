namespace DeepSlice.Metrics;

/// <summary>Directed distance from one fuzzy set to another.</summary>
/// <param name="Smd">Sum of minimal distances: sum over all pixels of weight times distance to the other set.</param>
/// <param name="Amd">Average of minimal distances: the sum divided by the sum of the weights; 0 if all weights are 0.</param>
/// <param name="AmdOverCardinality">
/// With <see cref="SetDistance.Inwards"/>, the sum divided by the sum of weight times membership: for a crisp set the mean distance of its
/// pixels, independent of the empty margin. If the divisor is 0, it is 0 if the other set is also empty, otherwise the maximal distance.
/// With <see cref="SetDistance.Bidirectional"/>, where every pixel counts fully, the same as <paramref name="Amd"/>.
/// </param>
internal readonly record struct AlphaSmdDirection(double Smd, double Amd, double AmdOverCardinality);
