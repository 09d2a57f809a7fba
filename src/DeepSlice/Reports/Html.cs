namespace DeepSlice.Reports;

/// <summary>A piece of finished markup. Being a type of its own, it cannot be mixed up with text that still has to be escaped.</summary>
/// <param name="Markup">The markup.</param>
internal readonly record struct Html(string Markup)
{
    /// <summary>Nothing.</summary>
    public static Html Empty => new("");

    /// <summary>Markup from a template: its literal parts are taken as they are, texts filled in are escaped, <see cref="Html"/> filled in is not.</summary>
    public static Html Of(HtmlTemplate template) => new(template.ToString());

    /// <summary>Pieces one after another.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));

    /// <summary>A number for attributes of graphics: invariant, at most two decimals.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The markup; empty for the default value.</summary>
    public override string ToString() => Markup ?? "";
}
