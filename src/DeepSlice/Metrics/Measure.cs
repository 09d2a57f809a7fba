namespace DeepSlice.Metrics;

/// <summary>One of the measures of a <see cref="RegionScore"/>, as files and reports name and explain it.</summary>
public sealed class Measure
{
    private readonly Func<RegionScore, double> _value;

    private Measure(string key, string name, string unit, bool isHigherBetter, string explanation, Func<RegionScore, double> value)
    {
        Key = key;
        Name = name;
        Unit = unit;
        IsHigherBetter = isHigherBetter;
        Explanation = explanation;
        _value = value;
    }

    /// <summary><see cref="RegionScore.Dice"/>.</summary>
    public static Measure Dice { get; } = new(
        "dice",
        "Dice",
        "",
        isHigherBetter: true,
        "Overlap of predicted and annotated area: 1 is a perfect match, 0 is no overlap.",
        score => score.Dice);

    /// <summary><see cref="RegionScore.Jaccard"/>.</summary>
    public static Measure Jaccard { get; } = new(
        "jaccard",
        "Jaccard",
        "",
        isHigherBetter: true,
        "Shared area divided by the area that either covers; a stricter way to state the same overlap.",
        score => score.Jaccard);

    /// <summary><see cref="RegionScore.Hausdorff95"/>.</summary>
    public static Measure Hausdorff95 { get; } = new(
        "hausdorff95",
        "Hausdorff 95",
        "px",
        isHigherBetter: false,
        "How far the predicted border strays from the annotated one, the worst 5 % set aside, in working pixels; 0 is best.",
        score => score.Hausdorff95);

    /// <summary>All measures, in the order of files and tables.</summary>
    public static IReadOnlyList<Measure> All { get; } = [Dice, Jaccard, Hausdorff95];

    /// <summary>Name in JSON and CSV, as <c>hausdorff95</c>.</summary>
    public string Key { get; }

    /// <summary>Name shown to people.</summary>
    public string Name { get; }

    /// <summary>Unit of the values; empty where they have none.</summary>
    public string Unit { get; }

    /// <summary>Whether a greater value is a better one.</summary>
    public bool IsHigherBetter { get; }

    /// <summary>What it says, in plain words.</summary>
    public string Explanation { get; }

    /// <summary>This measure's value in a score.</summary>
    /// <param name="score">The score.</param>
    public double Of(RegionScore score) => _value(score);
}
