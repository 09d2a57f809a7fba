using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Pop-ups with example pictures, opened by clicking a cell of a heat map and closed by Escape; no script.</summary>
internal static class RobustnessPeeks
{
    // Both pictures for many models would make the page too large to mail.
    private const int ModelsWithBothPictures = 3;

    /// <summary>Anchor of a cell's pictures within the page.</summary>
    public static string Anchor(RobustnessPlace place) => "look-" + place.Key;

    public static IEnumerable<Html> Render(RobustnessResult result, Func<RobustnessScorecard, RobustnessPlace, IReadOnlyList<RobustnessExample>> examples)
    {
        return RobustnessPlace.All(result.Scorecards[0].Rows.Select(row => row.Artifact)).Select(place => Peek(result, place, examples));
    }

    private static Html Peek(
        RobustnessResult result, RobustnessPlace place, Func<RobustnessScorecard, RobustnessPlace, IReadOnlyList<RobustnessExample>> examples)
    {
        string title = place.Artifact is null ? "Clean slices" : FormattableString.Invariant($"{place.Artifact.Name}, severity {place.Severity}");
        string amount = place.Artifact is null ? "" : FormattableString.Invariant($"{place.Artifact.Measure}: {place.Artifact.Amounts[place.Severity - 1]:0.###}");
        return Html.Of(
            $"""
            <div class="peek" popover="auto" id="{Anchor(place)}">
            <header><h3>{title}</h3><span class="soft">{amount}</span><button type="button" popovertarget="{Anchor(place)}">Close (Esc)</button></header>
            {ReportParts.RegionLegend(result.Catalog, annotatedOnly: true)}
            {result.Scorecards.Select(card => Model(result, card, place, examples(card, place)))}
            <p class="note">Filled: predicted. Dashed: annotated, in a paler tint of the same colour. Point at a picture to see it without borders.</p>
            </div>

            """);
    }

    private static Html Model(RobustnessResult result, RobustnessScorecard card, RobustnessPlace place, IReadOnlyList<RobustnessExample> examples)
    {
        bool isOne = result.Scorecards.Count == 1;
        ScoreTable cell = RobustnessMap.CellOf(card, place);
        double? relative = place.Artifact is null ? null : card.Rows.First(row => row.Artifact == place.Artifact).RelativeDiceAt(place.Severity);
        string words = $"mean Dice {RobustnessWords.Share(cell.Dice)}{(relative is null ? "" : $", relative {RobustnessWords.Share(relative)}")}; {RobustnessMap.Catastrophes(cell)}";
        IEnumerable<RobustnessExample> shown = result.Scorecards.Count <= ModelsWithBothPictures ? examples : examples.TakeLast(1);
        Html name = isOne ? Html.Empty : Html.Of($"<b>{card.Model}</b> ");
        return Html.Of(
            $"""<p>{name}{words}</p><div class="pictures {(isOne ? "two" : "three")}">{shown.Select(example => Figure(result.Catalog, example))}</div>""");
    }

    private static Html Figure(RegionCatalog catalog, RobustnessExample example)
    {
        string caption = $"{(example.Choice == "worst" ? "Worst slice" : "Median slice")}: {example.SliceId}, Dice {RobustnessWords.ShortShare(example.Dice)}";
        return Html.Of(
            $"""
            <figure><span class="outlined"><img src="data:image/png;base64,{Convert.ToBase64String(example.Image)}" alt="{caption}, with predicted and annotated borders"/><svg viewBox="0 0 {2 * example.Width} {2 * example.Height}">{OutlinePaths.Draw(catalog, example.Predicted, "predicted")}{OutlinePaths.Draw(catalog, example.Annotated, "annotated")}</svg></span><figcaption>{caption}</figcaption></figure>
            """);
    }
}
