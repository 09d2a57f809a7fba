using System.Globalization;

namespace DeepSlice.Scores;

/// <summary>A measure of the agreement of a predicted region with its annotation: its name, explanation and computation. <see cref="Measures"/> has all of them.</summary>
internal sealed class Measure
{
    private readonly Func<RegionComparison, double?> _value;

    internal Measure(string key, string name, string unit, int decimals, string explanation, Func<RegionComparison, double?> value)
    {
        Key = key;
        Name = name;
        Unit = unit;
        Decimals = decimals;
        Explanation = explanation;
        _value = value;
    }

    /// <summary>Creates a measure as another one converted to micrometres; means are converted after averaging.</summary>
    /// <param name="key">Name in files.</param>
    /// <param name="inPixels">The same measure in pixels, or square pixels.</param>
    /// <param name="power">1 for lengths, 2 for areas.</param>
    internal Measure(string key, Measure inPixels, int power)
        : this(key, inPixels.Name, power == 1 ? "µm" : "µm²", inPixels.Decimals, "The same in micrometres.", _ => null)
    {
        InPixels = inPixels;
        Power = power;
        IsHigherBetter = inPixels.IsHigherBetter;
        IsHeadline = inPixels.IsHeadline;
    }

    /// <summary>Name in JSON and CSV, for example <c>hausdorff95</c>.</summary>
    public string Key { get; }

    /// <summary>Display name; unique with its unit.</summary>
    public string Name { get; }

    /// <summary>Unit of the values; empty if they have none.</summary>
    public string Unit { get; }

    /// <summary>Number of displayed decimals.</summary>
    public int Decimals { get; }

    /// <summary>Whether a greater value is a better one.</summary>
    public bool IsHigherBetter { get; init; }

    /// <summary>Whether printed tables show it; files have all measures.</summary>
    public bool IsHeadline { get; init; } = true;

    /// <summary>Explanation in plain words.</summary>
    public string Explanation { get; }

    /// <summary>The measure that this one is converted from; null if it is measured directly.</summary>
    internal Measure? InPixels { get; }

    /// <summary>Power of the side of a pixel by which values are converted; 0 if the measure is measured directly.</summary>
    internal int Power { get; }

    /// <summary>The formatted value of this measure in a score; a dash if there is none.</summary>
    /// <param name="score">The score, or null if nothing was scored.</param>
    public string Format(Score? score) =>
        score?[this]?.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Computes the measure; null if it is unknown.</summary>
    internal double? Of(RegionComparison comparison) => _value(comparison);
}
