using System.Globalization;
using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Heat maps of a scorecard: artifact by severity, artifact by region, and artifact by model.</summary>
internal static class RobustnessMap
{
    private static readonly string[] _severities = ["1 mild", "2", "3", "4", "5 severe"];

    public static Html Legend() => Html.Of(
        $"""<div class="legend heat-key"><span>Relative Dice:</span>{HeatScale.Marks.Select(mark => Html.Of($"<span class=\"field\" style=\"{HeatScale.Style(mark)}\">{RobustnessWords.ShortShare(mark)}</span>"))}<span class="soft">1 = as on clean slices</span></div>""");

    /// <summary>One row per artifact, one column per severity; every cell opens its pictures.</summary>
    public static Html BySeverity(RobustnessScorecard card) => Html.Of(
        $"""
        <table class="heat"><thead><tr><th scope="col">Artifact</th>{_severities.Select(severity => Html.Of($"<th scope=\"col\" class=\"field\">{severity}</th>"))}<th scope="col">Relative Dice</th><th scope="col">Catastrophes</th><th scope="col" class="text">Worst region</th></tr></thead>
        <tbody>{CleanRow(card)}{card.Rows.Select(row => SeverityRow(card, row))}
        <tr class="total"><th scope="row">All artifacts</th>{Enumerable.Range(1, 5).Select(severity => Field(card.Rows.Average(row => row.RelativeDiceAt(severity))))}<td>{RobustnessWords.Share(card.RelativeDice)}</td><td>{RobustnessWords.Rate(card.CatastropheRate)}</td><td></td></tr>
        </tbody></table>
        """);

    /// <summary>One row per artifact, one column per region.</summary>
    public static Html ByRegion(RobustnessScorecard card)
    {
        Region[] regions = [.. card.Catalog.Annotated.Where(region => card.Clean.RegionMeans.ContainsKey(region.Key))];
        return Html.Of(
            $"""
            <table class="heat"><thead><tr><th scope="col">Artifact</th>{regions.Select(region => Html.Of($"<th scope=\"col\" class=\"field\">{region.Name}</th>"))}</tr></thead>
            <tbody><tr><th scope="row">Dice of the clean slices</th>{regions.Select(region => Html.Of($"<td class=\"field\">{RobustnessWords.Share(card.Clean.RegionMeans[region.Key].Dice)}</td>"))}</tr>
            {card.Rows.Select(row => Html.Of($"<tr><th scope=\"row\">{row.Artifact.Name}</th>{regions.Select(region => Field(Relative(card, row, region)))}</tr>"))}
            </tbody></table>
            """);
    }

    /// <summary>One row per artifact, one column per model; the best in bold.</summary>
    public static Html ByModel(RobustnessResult result) => Html.Of(
        $"""
        <table class="heat"><thead><tr><th scope="col">Artifact</th>{result.Scorecards.Select(card => Html.Of($"<th scope=\"col\" class=\"field\">{card.Model}</th>"))}</tr></thead>
        <tbody>{result.Scorecards[0].Rows.Select((row, place) => ModelRow(row.Artifact.Name, [.. result.Scorecards.Select(card => card.Rows[place].RelativeDice)]))}
        {ModelRow("All artifacts", [.. result.Scorecards.Select(card => card.RelativeDice)])}
        </tbody></table>
        """);

    public static ScoreTable CellOf(RobustnessScorecard card, RobustnessPlace place) =>
        place.Artifact is null ? card.Clean : card.Rows.First(row => row.Artifact == place.Artifact).Severities[place.Severity - 1];

    /// <summary>The number of failed regions, as text.</summary>
    public static string Catastrophes(ScoreTable cell)
    {
        string imagined = cell.Imagined == 0 ? "" : FormattableString.Invariant($", {cell.Imagined} of them predicted but not annotated");
        return FormattableString.Invariant($"{Counted.Of(cell.Catastrophes, "catastrophe")} among {Counted.Of(cell.Judged, "region")}{imagined}");
    }

    private static Html CleanRow(RobustnessScorecard card) => Html.Of(
        $"""
        <tr><th scope="row">none (clean slices)</th><td class="field" colspan="5"><button type="button" popovertarget="{RobustnessPeeks.Anchor(RobustnessPlace.Clean)}" title="{Catastrophes(card.Clean)}. Click for pictures." style="{HeatScale.Style(1)}">Dice {RobustnessWords.Share(card.Clean.Dice)}</button></td><td></td><td>{RobustnessWords.Rate(card.Clean.CatastropheRate)}</td><td class="text">{WorstRegion(card.Catalog, card.Clean.RegionMeans.ToDictionary(region => region.Key, region => region.Value.Dice))}</td></tr>

        """);

    private static Html SeverityRow(RobustnessScorecard card, RobustnessRow row) => Html.Of(
        $"""
        <tr><th scope="row" title="{row.Artifact.Description}">{row.Artifact.Name}</th>{RobustnessPlace.Of(row.Artifact).Select(place => Link(row, place))}<td><b>{RobustnessWords.Share(row.RelativeDice)}</b></td><td>{RobustnessWords.Rate(row.CatastropheRate)}</td><td class="text">{WorstRegion(card.Catalog, row.RegionDice)}</td></tr>

        """);

    private static Html Link(RobustnessRow row, RobustnessPlace place)
    {
        ScoreTable cell = row.Severities[place.Severity - 1];
        string hint = $"{row.Artifact.Measure}: {row.Artifact.Amounts[place.Severity - 1].ToString("0.###", CultureInfo.InvariantCulture)}. Mean Dice {RobustnessWords.Share(cell.Dice)}; {Catastrophes(cell)}. Click for pictures.";
        double? relative = row.RelativeDiceAt(place.Severity);
        return Html.Of(
            $"""<td class="field"><button type="button" popovertarget="{RobustnessPeeks.Anchor(place)}" title="{hint}" style="{(relative is double value ? HeatScale.Style(value) : "")}">{RobustnessWords.ShortShare(relative)}</button></td>""");
    }

    private static Html WorstRegion(RegionCatalog catalog, IReadOnlyDictionary<string, double> dice)
    {
        Region? worst = catalog.Annotated.Where(region => dice.ContainsKey(region.Key)).MinBy(region => dice[region.Key]);
        return worst is null ? Html.Empty : Html.Of($"{ReportParts.Swatch(worst.Color)}{worst.Name} {RobustnessWords.ShortShare(dice[worst.Key])}");
    }

    private static Html ModelRow(string name, double?[] values) => Html.Of(
        $"""<tr><th scope="row">{name}</th>{values.Select(value => Field(value, isBest: values.Length > 1 && value is not null && value == values.Max()))}</tr>""");

    private static Html Field(double? value, bool isBest = false) => value is double known
        ? Html.Of($"""<td class="field"><span class="{(isBest ? "best" : "")}" style="{HeatScale.Style(known)}">{RobustnessWords.ShortShare(known)}</span></td>""")
        : Html.Of($"""<td class="field">{RobustnessWords.Unknown}</td>""");

    private static double? Relative(RobustnessScorecard card, RobustnessRow row, Region region) =>
        card.Clean.RegionMeans[region.Key].Dice > 0 && row.RegionDice.TryGetValue(region.Key, out double dice) ? dice / card.Clean.RegionMeans[region.Key].Dice : null;
}
