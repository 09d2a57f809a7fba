namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Strength of an artifact by severity: linear interpolation through the amounts of five steps.</summary>
/// <param name="Measure">Meaning and unit of the amounts.</param>
/// <param name="None">Amount at severity 0 (no change).</param>
/// <param name="Amounts">Amounts at severities 0.2, 0.4, 0.6, 0.8 and 1.</param>
internal sealed record SeverityScale(string Measure, double None, params double[] Amounts)
{
    /// <summary>The amount at a severity.</summary>
    /// <param name="severity">0 … 1.</param>
    public double At(double severity)
    {
        double place = severity * Amounts.Length;
        int step = Math.Min((int)place, Amounts.Length - 1);
        double below = step == 0 ? None : Amounts[step - 1];
        return below + ((place - step) * (Amounts[step] - below));
    }
}
