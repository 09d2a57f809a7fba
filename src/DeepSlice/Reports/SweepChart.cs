using DeepSlice.Evaluation;

namespace DeepSlice.Reports;

/// <summary>How the mean Dice depends on one key of a sweep, as inline SVG.</summary>
internal static class SweepChart
{
    private const double Width = 360;
    private const double Height = 220;
    private const double Left = 46;
    private const double Right = 12;
    private const double Top = 12;
    private const double Bottom = 34;

    private const int LongestName = 16;

    /// <summary>Draws the chart of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="settings">All settings.</param>
    public static Html Render(string key, IReadOnlyList<SweepSummary> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (string Value, SweepSummary[] Settings)[] groups =
        [
            .. settings.Where(setting => setting.Dice is not null)
                .GroupBy(setting => setting.Setting.Values.First(value => value.Key == key).Value, StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToArray())),
        ];
        if (groups.Length == 0)
        {
            return Html.Of($"""<div class="card"><h3>{key}</h3><p class="note">No data.</p></div>""");
        }

        SweepSummary[] all = [.. groups.SelectMany(group => group.Settings)];
        var y = new ChartAxis(all.Min(setting => setting.Dice!.Value - (setting.Margin ?? 0)), all.Max(setting => setting.Dice!.Value + (setting.Margin ?? 0)), Height - Bottom, Top);
        double Place(int group) => Left + ((group + 0.5) / groups.Length * (Width - Left - Right));
        string path = string.Join('L', groups.Select((group, place) => $"{Html.Number(Place(place))} {Html.Number(y.Place(group.Settings.Average(setting => setting.Dice!.Value)))}"));
        return Html.Of(
            $"""
            <div class="card"><h3>{key}</h3>
            <svg class="chart" viewBox="0 0 {(int)Width} {(int)Height}" role="img" aria-label="Mean Dice by {key}">
            {y.Marks().Select(mark => Html.Of($"""<line class="grid" x1="{Html.Number(Left)}" x2="{Html.Number(Width - Right)}" y1="{Html.Number(y.Place(mark.Value))}" y2="{Html.Number(y.Place(mark.Value))}"/><text x="{Html.Number(Left - 6)}" y="{Html.Number(y.Place(mark.Value) + 4)}" text-anchor="end">{mark.Text}</text>"""))}
            <path class="curve" style="--c:#0072b2" d="M{path}"/>
            {groups.Select((group, place) => Group(group.Value, group.Settings, Place(place), (Width - Left - Right) / groups.Length, y))}
            </svg></div>

            """);
    }

    private static Html Group(string value, SweepSummary[] settings, double place, double room, ChartAxis y)
    {
        IEnumerable<Html> dots = settings.Select((setting, i) =>
        {
            double x = place + ((i - ((settings.Length - 1) / 2.0)) * Math.Min(12, room / (settings.Length + 1)));
            double dice = setting.Dice!.Value;
            double margin = setting.Margin ?? 0;
            return Html.Of($"""<g><title>setting {setting.Setting.Number}: {setting.Setting.Words}</title><line x1="{Html.Number(x)}" x2="{Html.Number(x)}" y1="{Html.Number(y.Place(dice - margin))}" y2="{Html.Number(y.Place(dice + margin))}" stroke="#d55e00"/><circle cx="{Html.Number(x)}" cy="{Html.Number(y.Place(dice))}" r="3.5" fill="#d55e00"/></g>""");
        });
        string name = value.Length <= LongestName ? value : value[..(LongestName - 1)] + "…";
        return Html.Of($"""{dots}<text x="{Html.Number(place)}" y="{Html.Number(Height - Bottom + 18)}" text-anchor="middle">{name}</text>""");
    }
}
