namespace DeepSlice.Metrics;

/// <summary>How far apart two fuzzy sets are, in the unit of the pixels' spacing; 0 where they are the same.</summary>
/// <param name="FirstToSecond">From the first set to the second.</param>
/// <param name="SecondToFirst">From the second set to the first.</param>
public sealed record AlphaSmdScore(AlphaSmdDirection FirstToSecond, AlphaSmdDirection SecondToFirst)
{
    /// <summary>α-SMD: the mean of both sums of minimal distances.</summary>
    public double Smd => 0.5 * (FirstToSecond.Smd + SecondToFirst.Smd);

    /// <summary>α-AMD: the mean of both averages over all pixels.</summary>
    public double Amd => 0.5 * (FirstToSecond.Amd + SecondToFirst.Amd);

    /// <summary>The mean of both averages over the sets' own pixels, see <see cref="AlphaSmdDirection.AmdOverCardinality"/>.</summary>
    public double AmdOverCardinality => 0.5 * (FirstToSecond.AmdOverCardinality + SecondToFirst.AmdOverCardinality);
}
