namespace DeepSlice.Metrics;

/// <summary>Distance from one fuzzy set to another, not back.</summary>
/// <param name="Smd">Sum of minimal distances: over all pixels, weight times distance to the other set.</param>
/// <param name="Amd">Average of minimal distances: the sum divided by that of all pixels' weights, and 0 where those are all 0.</param>
/// <param name="AmdOverCardinality">
/// With <see cref="SetDistance.Inwards"/>, the sum divided by that of weight times membership: for a set without fuzziness the mean
/// distance of its pixels, which an empty margin does not change. Where that is 0, it is 0 if the other set is empty too, else the maximal
/// distance. With <see cref="SetDistance.Bidirectional"/>, where every pixel counts fully, the same as <paramref name="Amd"/>.
/// </param>
public readonly record struct AlphaSmdDirection(double Smd, double Amd, double AmdOverCardinality);
