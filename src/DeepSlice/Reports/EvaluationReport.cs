using DeepSlice.Evaluation;

namespace DeepSlice.Reports;

/// <summary>The report on predictions compared with annotations.</summary>
public static class EvaluationReport
{
    /// <summary>Writes the report as one self-contained HTML page.</summary>
    /// <param name="title">Heading, as the name of the data set.</param>
    /// <param name="result">The scores.</param>
    /// <param name="slices">The slices to picture, in any order; the worst come first. Those without scores are left out.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentException">Sizes within a slice differ.</exception>
    public static string Render(string title, EvaluationResult result, IEnumerable<ComparedSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(slices);
        return ReportPage.Render(
            title,
            $"How well predicted regions agree with the manual annotation, on {Counted.Of(result.Slices.Count, "slice")}",
            [
                ReportParts.Tiles(ScoreParts.Facts(result)),
                ReportParts.Section("Regions", "Each region over all slices that have it.", ScoreParts.RegionTable(result)),
                ReportParts.Section(
                    "What to look at",
                    FormattableString.Invariant($"Regions with a Dice below {ReportParts.FailedDice:0.0#} count as failed, below {ReportParts.WeakDice:0.0#} as weak."),
                    ScoreParts.Failures(result)),
                ReportParts.Section(
                    "Slices, worst first",
                    "Small slices are drawn enlarged and brightened so that dim tissue shows.",
                    ScoreParts.Slices(result, slices, new SliceRenderer())),
            ]);
    }
}
