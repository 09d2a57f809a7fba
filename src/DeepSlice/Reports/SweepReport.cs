using System.Globalization;
using System.Text;
using DeepSlice.Evaluation;

namespace DeepSlice.Reports;

/// <summary>The page on a sweep: settings side by side, sorted by a click, and what each key does.</summary>
internal static class SweepReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="head">Title and origin.</param>
    /// <param name="settings">The settings, one or more.</param>
    /// <param name="isCrossValidated">Whether every slice was scored, by a network that has not seen it.</param>
    public static string Render(ReportHead head, IReadOnlyList<SweepSummary> settings, bool isCrossValidated)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(settings);
        SweepSummary? best = settings.Where(setting => setting.Dice is not null).MaxBy(setting => setting.Dice);
        string[] keys = [.. settings[0].Setting.Values.Select(value => value.Key)];
        string scored = isCrossValidated ? "every slice is scored by a network that has not seen it" : "scores are those of the held-out slices of each training";
        return ReportPage.Render(
            head,
            $"{Counted.Of(settings.Count, "setting")}, {Counted.Of(settings.Sum(setting => setting.Rows.Count), "training")}; {scored}.",
            [
                ReportParts.Tiles(Facts(settings, best)),
                ReportParts.Section(
                    "Settings",
                    "Dice is the mean over the slices, ± the half of its 95 % interval; with several seeds, a slice counts with its mean over them. The difference to setting 1 is that on the same slices and seeds, ± two standard errors: within them, it is a tie. Time and memory are those of one training. Choose how to sort.",
                    Table(settings, keys)),
                ReportParts.Section(
                    "What each key does",
                    "A dot is a setting, its line the 95 % interval; the line between values joins the means over all settings with the value.",
                    Html.Of($"{keys.Select(key => SweepChart.Render(key, settings))}")),
            ]);
    }

    private static IEnumerable<ReportFact> Facts(IReadOnlyList<SweepSummary> settings, SweepSummary? best)
    {
        int all = settings.Sum(setting => setting.Rows.Count);
        int finished = settings.Sum(setting => setting.Rows.Count(row => row.Scores is not null));
        yield return new ReportFact("Trainings", string.Create(CultureInfo.InvariantCulture, $"{finished} of {all}"), "With scores");
        yield return new ReportFact("Best mean Dice", Text(best?.Dice, "0.000"), best is null ? "" : $"Setting {best.Setting.Number}: {best.Setting.Words}");
        yield return new ReportFact("First setting", Text(settings[0].Dice, "0.000"), settings[0].Setting.Words);
        int better = settings.Count(setting => setting.AgainstFirst?.Verdict > 0);
        yield return new ReportFact("Better than the first", better.ToString(CultureInfo.InvariantCulture), "Beyond two standard errors. With many settings, some are so by chance: repeat the best with other seeds");
    }

    private static Html Table(IReadOnlyList<SweepSummary> settings, string[] keys)
    {
        (string Name, Func<SweepSummary, double?> Value, bool Descending)[] orders =
        [
            ("mean Dice", setting => setting.Dice, true),
            ("worst slice", setting => setting.Worst, true),
            ("difference", setting => setting.AgainstFirst is { } difference ? difference.Difference : 0, true),
            ("time", setting => setting.Seconds, false),
            ("memory", setting => setting.PeakMemory, false),
            ("setting", setting => setting.Setting.Number, false),
        ];
        int[][] ranks = [.. orders.Select(order => Ranks(settings, order.Value, order.Descending))];
        int columns = keys.Length + 7;
        var style = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $".sorted table{{display:grid;grid-template-columns:repeat({columns},auto)}}.sorted thead,.sorted tbody,.sorted tr{{display:contents}}.sorted thead th{{order:-1}}"));
        for (int i = 0; i < orders.Length; i++)
        {
            style.Append(CultureInfo.InvariantCulture, $".sorted:has(#sort-{i}:checked) tbody tr>*{{order:var(--r{i})}}");
        }

        IEnumerable<Html> choices = orders.Select((order, i) => Html.Of($"""<label><input type="radio" name="sort" id="sort-{i}"{(i == 0 ? Html.Of($" checked=\"checked\"") : Html.Empty)}/> {order.Name}</label> """));
        Html rows = Html.Of($"{settings.OrderBy(setting => ranks[0][setting.Setting.Number - 1]).Select(setting => Row(setting, [.. ranks.Select(rank => rank[setting.Setting.Number - 1])]))}");
        return Html.Of(
            $"""
            <style>{new Html(style.ToString())}</style>
            <div class="sorted"><fieldset class="chips"><legend>Sort by</legend>{choices}</fieldset>
            {ReportParts.Scroll("Settings", Html.Of(
                $"""
                <table><thead><tr><th scope="col">Setting</th>{keys.Select(key => Html.Of($"<th scope=\"col\">{key}</th>"))}<th scope="col">Dice</th><th scope="col">Worst slice</th><th scope="col">Difference to 1</th><th scope="col" class="text">Verdict</th><th scope="col">Time (s)</th><th scope="col">Memory (MB)</th></tr></thead>
                <tbody>{rows}</tbody></table>
                """))}</div>
            """);
    }

    // Unknown values come last.
    private static int[] Ranks(IReadOnlyList<SweepSummary> settings, Func<SweepSummary, double?> value, bool descending)
    {
        int[] ranks = new int[settings.Count];
        IEnumerable<SweepSummary> ordered = settings.OrderBy(setting => value(setting) is null).ThenBy(setting => descending ? -value(setting) : value(setting)).ThenBy(setting => setting.Setting.Number);
        foreach ((int rank, SweepSummary setting) in ordered.Index())
        {
            ranks[setting.Setting.Number - 1] = rank;
        }

        return ranks;
    }

    private static Html Row(SweepSummary setting, int[] ranks)
    {
        string style = string.Join(';', ranks.Select((rank, order) => string.Create(CultureInfo.InvariantCulture, $"--r{order}:{rank}")));
        IEnumerable<Html> links = setting.Rows.Select((row, place) => Html.Of($"""{(place == 0 ? "" : " ")}<a href="{SliceFiles.Address(Path.Combine(row.Folder, "report.html"))}">seed {row.Seed.ToString(CultureInfo.InvariantCulture)}</a>"""));
        (string kind, string verdict) = setting.AgainstFirst is not { } difference ? ("", "reference") : difference.Verdict switch { > 0 => ("good", "better"), < 0 => ("bad", "worse"), _ => ("", "tie") };
        Html badge = kind.Length == 0 ? Html.Of($"{verdict}") : Html.Of($"""<span class="badge {kind}">{verdict}</span>""");
        return Html.Of(
            $"""<tr style="{style}"><th scope="row">{setting.Setting.Number} <span class="soft">{links}</span></th>{setting.Setting.Values.Select(value => Html.Of($"<td>{value.Value}</td>"))}<td>{Text(setting.Dice, "0.000")}{Margin(setting.Margin)}</td><td>{Text(setting.Worst, "0.000")}</td><td>{Text(setting.AgainstFirst?.Difference, "+0.000;−0.000;0.000")}{Margin(2 * setting.AgainstFirst?.StandardError)}</td><td class="text">{badge}</td><td>{Text(setting.Seconds, "0.0")}</td><td>{Text(setting.PeakMemory / 1e6, "0")}</td></tr>""");
    }

    private static string Margin(double? margin) => margin is double known ? string.Create(CultureInfo.InvariantCulture, $" ± {known:0.000}") : "";

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
