using System.Globalization;
using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Pictures;

/// <summary>A row of small maps with a caption each, as SVG.</summary>
internal sealed class Panels
{
    private const int Cell = 11;
    private const int Gap = 22;
    private const int Caption = 40;

    private readonly StringBuilder _body = new();
    private int _left = Gap;
    private int _height;

    /// <summary>Adds a map: a coloured cell per pixel, with region borders on top.</summary>
    /// <param name="caption">Caption of one or two lines.</param>
    /// <param name="colors">CSS colour of each pixel.</param>
    /// <param name="size">Columns and rows.</param>
    /// <param name="borders">Regions to outline, each with its CSS colour.</param>
    public void Add(string[] caption, Func<int, int, string> colors, RasterSize size, params (Raster<bool> Region, string Color)[] borders)
    {
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                if (colors(x, y) is not "#ffffff" and string color)
                {
                    _body.Append(CultureInfo.InvariantCulture, $"<rect x='{_left + (x * Cell)}' y='{Caption + (y * Cell)}' width='{Cell}' height='{Cell}' fill='{color}'/>\n");
                }
            }
        }

        _body.Append(CultureInfo.InvariantCulture, $"<rect x='{_left}' y='{Caption}' width='{size.Width * Cell}' height='{size.Height * Cell}' fill='none' stroke='#bbbbbb'/>\n");

        foreach ((Raster<bool> region, string stroke) in borders)
        {
            _body.Append(CultureInfo.InvariantCulture, $"<path d='{Border(region)}' stroke='{stroke}' stroke-width='2' fill='none' stroke-linecap='square'/>\n");
        }

        for (int line = 0; line < caption.Length; line++)
        {
            _body.Append(CultureInfo.InvariantCulture, $"<text x='{_left}' y='{14 + (line * 16)}'{(line == 0 ? " font-weight='600'" : "")}>{caption[line]}</text>\n");
        }

        _left += (size.Width * Cell) + Gap;
        _height = Math.Max(_height, Caption + (size.Height * Cell) + Gap);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_left} {_height}' width='{_left}' height='{_height}' font-family='sans-serif' font-size='12' shape-rendering='crispEdges'><rect width='100%' height='100%' fill='white'/>\n{_body}</svg>\n");

    private string Border(Raster<bool> region)
    {
        var path = new StringBuilder();
        for (int y = 0; y <= region.Height; y++)
        {
            for (int x = 0; x <= region.Width; x++)
            {
                (int left, int top) = (_left + (x * Cell), Caption + (y * Cell));
                if (x < region.Width && IsIn(region, x, y) != IsIn(region, x, y - 1))
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{left} {top}h{Cell}");
                }

                if (y < region.Height && IsIn(region, x, y) != IsIn(region, x - 1, y))
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{left} {top}v{Cell}");
                }
            }
        }

        return path.ToString();
    }

    private static bool IsIn(Raster<bool> region, int x, int y) => region.Contains(x, y) && region[x, y];
}
