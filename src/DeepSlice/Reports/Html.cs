namespace DeepSlice.Reports;

/// <summary>Finished markup. Being a type of its own, it cannot be mixed up with text that still has to be escaped.</summary>
/// <remarks>
/// Held in pieces: embedded pictures, which make up most of a page, stand in what is built around them without being copied.
/// </remarks>
internal readonly struct Html
{
    private readonly IReadOnlyList<string>? _pieces;

    /// <summary>Takes markup as it is.</summary>
    public Html(string markup) => _pieces = [markup];

    internal Html(IReadOnlyList<string> pieces) => _pieces = pieces;

    /// <summary>Nothing.</summary>
    public static Html Empty => default;

    /// <summary>The markup, one piece after another; none for the default value.</summary>
    public IReadOnlyList<string> Pieces => _pieces ?? [];

    /// <summary>The markup as one text.</summary>
    public string Markup => string.Concat(Pieces);

    /// <summary>Markup from a template: its literal parts are taken as they are, texts filled in are escaped, <see cref="Html"/> filled in is not.</summary>
    public static Html Of(HtmlTemplate template) => template.Finish();

    /// <summary>Pieces one after another.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new([.. pieces.SelectMany(piece => piece.Pieces)]);

    /// <summary>A number for attributes of graphics: invariant, at most two decimals.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The markup as one text.</summary>
    public override string ToString() => Markup;
}
