namespace DeepSlice.Reports;

/// <summary>Finished markup. A type of its own, so that the compiler tells it from text that must still be escaped.</summary>
/// <remarks>
/// Stored in pieces, so that embedded pictures, which are most of a page, are not copied when markup is built around them.
/// </remarks>
internal readonly struct Html
{
    private readonly IReadOnlyList<string>? _pieces;

    /// <summary>Wraps markup without escaping.</summary>
    public Html(string markup) => _pieces = [markup];

    internal Html(IReadOnlyList<string> pieces) => _pieces = pieces;

    /// <summary>Empty markup.</summary>
    public static Html Empty => default;

    /// <summary>The pieces of the markup in order; empty for the default value.</summary>
    public IReadOnlyList<string> Pieces => _pieces ?? [];

    /// <summary>The markup as one string.</summary>
    public string Markup => string.Concat(Pieces);

    /// <summary>Markup from an interpolated string: literal parts and <see cref="Html"/> values are kept, other values are escaped.</summary>
    public static Html Of(HtmlTemplate template) => template.Finish();

    /// <summary>Concatenates markup.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new([.. pieces.SelectMany(piece => piece.Pieces)]);

    /// <summary>A number for SVG attributes: invariant culture, at most two decimals.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The markup as one string.</summary>
    public override string ToString() => Markup;
}
