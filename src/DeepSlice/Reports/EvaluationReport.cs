using DeepSlice.Scores;

namespace DeepSlice.Reports;

/// <summary>The report on predictions compared with annotations, label maps or outlines.</summary>
internal static class EvaluationReport
{
    /// <summary>Writes the report as one self-contained HTML page.</summary>
    /// <param name="head">Title, for example with the name of the dataset, and origin.</param>
    /// <param name="table">The scores.</param>
    /// <param name="slices">The slices to show, in any order; the worst are shown first. Slices without scores are omitted; empty for a page without pictures.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentException">Sizes within a slice differ.</exception>
    public static string Render(ReportHead head, ScoreTable table, IEnumerable<ComparedSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(slices);
        var parts = new ScoreParts(head, table, slices);
        return ReportPage.Render(
            head,
            $"How well predicted regions agree with the manual annotation, on {Counted.Of(table.Slices.Count, "slice")}",
            [
                Seen(table),
                ReportParts.Tiles(parts.Facts()),
                ReportParts.Section("Regions", "Each region over all slices that have it.", parts.RegionTable()),
                ReportParts.Section(
                    "Slices to check",
                    FormattableString.Invariant($"Regions with a Dice below {Score.FailedBelow:0.0#} count as failed, below {Score.WeakBelow:0.0#} as weak."),
                    parts.Failures()),
                parts.HasPictures
                    ? ReportParts.Section("Slices, worst first", "Small slices are drawn enlarged and brightened so that dim tissue shows.", parts.Slices(new SliceRenderer()))
                    : Html.Empty,
            ]);
    }

    private static Html Seen(ScoreTable table) => table.SeenInTraining.Count == 0 ? Html.Empty : Html.Of(
        $"""<p class="warning">The model has seen slices of these names in training: {string.Join(", ", table.SeenInTraining)}. Scores on them are too high if they are the same slices. Score slices that it has not seen, or use train --folds to estimate accuracy.</p>""");
}
