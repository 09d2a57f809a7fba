using System.Globalization;

namespace DeepSlice.Scores;

/// <summary>A measure of how well a predicted region agrees with its annotation: how it is named, explained and computed. <see cref="Measures"/> has all of them.</summary>
public sealed class Measure
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

    /// <summary>Makes a measure that is another one converted to micrometres, a mean being converted after it was taken.</summary>
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

    /// <summary>Name in JSON and CSV, as <c>hausdorff95</c>.</summary>
    public string Key { get; }

    /// <summary>Name shown to people; with the unit it is unique.</summary>
    public string Name { get; }

    /// <summary>Unit of the values; empty where they have none.</summary>
    public string Unit { get; }

    /// <summary>Decimals that are worth showing to people.</summary>
    public int Decimals { get; }

    /// <summary>Whether a greater value is a better one.</summary>
    public bool IsHigherBetter { get; init; }

    /// <summary>Whether tables made for people have it; files have all.</summary>
    public bool IsHeadline { get; init; } = true;

    /// <summary>What it says, in plain words.</summary>
    public string Explanation { get; }

    /// <summary>The measure that this one is converted from; null if it is measured itself.</summary>
    internal Measure? InPixels { get; }

    /// <summary>Power of the side of a pixel by which values are converted; 0 where the measure is measured itself.</summary>
    internal int Power { get; }

    /// <summary>A score's value of this measure as shown to people; a dash where there is none.</summary>
    /// <param name="score">The score, or null if nothing was scored.</param>
    public string Format(Score? score) =>
        score?[this]?.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Measures; null if the comparison does not tell.</summary>
    internal double? Of(RegionComparison comparison) => _value(comparison);
}
