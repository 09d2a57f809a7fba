using System.Globalization;
using System.Text;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Line charts as inline SVG.</summary>
internal static class LineChart
{
    private const double Width = 560;
    private const double Height = 250;
    private const double Left = 46;
    private const double Right = 12;
    private const double Top = 10;
    private const double Bottom = 34;

    private static readonly RegionColor[] _colors =
    [
        RegionColor.Parse("#0072b2"), RegionColor.Parse("#d55e00"), RegionColor.Parse("#009e73"),
        RegionColor.Parse("#cc79a7"), RegionColor.Parse("#e69f00"), RegionColor.Parse("#56b4e9"),
    ];

    public static Html Render(TrainingChart chart)
    {
        (double X, double Y)[] points = [.. chart.Curves.SelectMany(curve => curve.Points).Where(IsFinite)];
        if (points.Length == 0)
        {
            return Html.Of($"""<div class="card"><h3>{chart.Title}</h3><p class="note">No data.</p></div>""");
        }

        var x = new ChartAxis(points.Min(point => point.X), points.Max(point => point.X), Left, Width - Right);
        double highest = chart.Maximum ?? points.Max(point => point.Y);
        double lowest = points.Min(point => point.Y);

        // With positive values the axis starts at zero, unless that would flatten the curves.
        lowest = chart.Minimum ?? (lowest >= 0 && lowest < highest / 2 ? 0 : lowest);
        var y = new ChartAxis(lowest, highest, Height - Bottom, Top);
        return Html.Of(
            $"""
            <div class="card"><h3>{chart.Title}</h3><p class="note">{chart.Explanation}</p>
            <svg class="chart" viewBox="0 0 {(int)Width} {(int)Height}" role="img" aria-label="{chart.Title}">
            {y.Marks().Select(mark => HorizontalMark(y.Place(mark.Value), mark.Text))}
            {x.Marks().Select(mark => VerticalMark(x.Place(mark.Value), mark.Text))}
            <text x="{Html.Number((Left + Width - Right) / 2)}" y="{Html.Number(Height - 3)}" text-anchor="middle">{chart.XLabel}</text>
            {chart.Curves.Select((curve, place) => Curve(curve, ColorOf(curve, place), x, y))}
            </svg>
            <div class="legend">{chart.Curves.Select((curve, place) => Key(curve, ColorOf(curve, place)))}</div>
            </div>

            """);
    }

    private static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static RegionColor ColorOf(TrainingCurve curve, int place) => curve.Color ?? _colors[place % _colors.Length];

    private static Html HorizontalMark(double place, string text) => Html.Of(
        $"""<line class="grid" x1="{Html.Number(Left)}" x2="{Html.Number(Width - Right)}" y1="{Html.Number(place)}" y2="{Html.Number(place)}"/><text x="{Html.Number(Left - 6)}" y="{Html.Number(place + 4)}" text-anchor="end">{text}</text>""");

    private static Html VerticalMark(double place, string text) => Html.Of(
        $"""<line class="grid" x1="{Html.Number(place)}" x2="{Html.Number(place)}" y1="{Html.Number(Height - Bottom)}" y2="{Html.Number(Height - Bottom + 4)}"/><text x="{Html.Number(place)}" y="{Html.Number(Height - Bottom + 16)}" text-anchor="middle">{text}</text>""");

    private static Html Curve(TrainingCurve curve, RegionColor color, ChartAxis x, ChartAxis y)
    {
        var path = new StringBuilder();
        bool isDrawing = false;
        foreach ((double X, double Y) point in curve.Points)
        {
            if (!IsFinite(point))
            {
                isDrawing = false;
                continue;
            }

            double height = Math.Clamp(point.Y, y.Minimum, y.Maximum);
            path.Append(isDrawing ? 'L' : 'M').Append(Html.Number(x.Place(point.X))).Append(' ').Append(Html.Number(y.Place(height)));
            isDrawing = true;
        }

        return Html.Of($"""<path class="curve" style="--c:{color.ToString()}" d="{path.ToString()}"><title>{curve.Name}</title></path>""");
    }

    private static Html Key(TrainingCurve curve, RegionColor color)
    {
        string last = curve.Points.Any(IsFinite) ? curve.Points.Last(IsFinite).Y.ToString("G3", CultureInfo.InvariantCulture) : "–";
        return Html.Of($"""<span><span class="key" style="--c:{color.ToString()}"></span>{curve.Name} <span class="soft">{last}</span></span>""");
    }
}
