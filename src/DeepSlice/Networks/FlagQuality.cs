namespace DeepSlice.Networks;

/// <summary>How well flags find bad slices, measured on slices and artifacts that neither the network nor the thresholds were fitted to.</summary>
/// <remarks>A slice is bad if its mean Dice is below 0.75, or if a region has a Dice below 0.5, was missed, or was predicted although it is absent.</remarks>
/// <param name="Bad">Number of bad slices.</param>
/// <param name="BadFlagged">Number of bad slices that were flagged.</param>
/// <param name="Good">Number of the other slices.</param>
/// <param name="GoodFlagged">Number of the other slices that were flagged.</param>
internal sealed record FlagQuality(int Bad, int BadFlagged, int Good, int GoodFlagged)
{
    /// <summary>Share of the bad slices that were flagged, 0 … 1; null if there was none.</summary>
    public double? Found => Bad == 0 ? null : (double)BadFlagged / Bad;

    /// <summary>Share of the other slices that were flagged, 0 … 1; null if there was none.</summary>
    public double? FalseAlarms => Good == 0 ? null : (double)GoodFlagged / Good;

    /// <summary>The figures as part of a sentence: <c>42 % of 31 bad slices were flagged, and 3 % of 203 others</c>.</summary>
    public string ToWords() => FormattableString.Invariant($"{100 * Found ?? 0:0} % of {Bad} bad slices were flagged, and {100 * FalseAlarms ?? 0:0} % of {Good} others");
}
