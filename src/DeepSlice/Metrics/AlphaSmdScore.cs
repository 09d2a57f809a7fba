namespace DeepSlice.Metrics;

/// <summary>Distance between two fuzzy sets, in the unit of the pixel spacing; 0 if they are equal.</summary>
/// <param name="FirstToSecond">From the first set to the second.</param>
/// <param name="SecondToFirst">From the second set to the first.</param>
internal sealed record AlphaSmdScore(AlphaSmdDirection FirstToSecond, AlphaSmdDirection SecondToFirst)
{
    /// <summary>α-SMD: mean of the two sums of minimal distances.</summary>
    public double Smd => 0.5 * (FirstToSecond.Smd + SecondToFirst.Smd);

    /// <summary>α-AMD: mean of the two averages over all pixels.</summary>
    public double Amd => 0.5 * (FirstToSecond.Amd + SecondToFirst.Amd);

    /// <summary>Mean of the two averages over the sets' own pixels, see <see cref="AlphaSmdDirection.AmdOverCardinality"/>.</summary>
    public double AmdOverCardinality => 0.5 * (FirstToSecond.AmdOverCardinality + SecondToFirst.AmdOverCardinality);
}
