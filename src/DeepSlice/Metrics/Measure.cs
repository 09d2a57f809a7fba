using System.Globalization;

namespace DeepSlice.Metrics;

/// <summary>One of the measures of a <see cref="RegionScore"/>, as files and reports name and explain it.</summary>
public sealed class Measure
{
    private readonly Func<RegionScore, double?> _value;

    private Measure(string key, string name, string unit, int decimals, string explanation, Func<RegionScore, double?> value)
    {
        Key = key;
        Name = name;
        Unit = unit;
        Decimals = decimals;
        Explanation = explanation;
        _value = value;
    }

    /// <summary><see cref="RegionScore.Dice"/>.</summary>
    public static Measure Dice { get; } = new(
        "dice",
        "Dice",
        "",
        3,
        "Overlap of predicted and annotated area: 1 is a perfect match, 0 is no overlap.",
        score => score.Dice)
    { IsHigherBetter = true };

    /// <summary><see cref="RegionScore.Jaccard"/>.</summary>
    public static Measure Jaccard { get; } = new(
        "jaccard",
        "Jaccard",
        "",
        3,
        "Shared area divided by the area that either covers; a stricter way to state the same overlap.",
        score => score.Jaccard)
    { IsHigherBetter = true };

    /// <summary><see cref="RegionScore.Hausdorff95"/>.</summary>
    public static Measure Hausdorff95 { get; } = new(
        "hausdorff95",
        "Hausdorff 95",
        "px",
        1,
        "How far the predicted border strays from the annotated one, the worst 5 % set aside, in working pixels; 0 is best.",
        score => score.Hausdorff95);

    /// <summary><see cref="RegionScore.AlphaSmd"/>.</summary>
    public static Measure AlphaSmd { get; } = new(
        "alphaSmd",
        "α-SMD",
        "px",
        1,
        "Sum over all wrong pixels of how far off they are, to the region and back out of it, in working pixels; 0 is best.",
        score => score.AlphaSmd);

    /// <summary><see cref="RegionScore.AlphaAmd"/>.</summary>
    public static Measure AlphaAmd { get; } = new(
        "alphaAmd",
        "α-AMD",
        "px",
        4,
        "α-SMD per pixel of the slice, so that slices of different sizes compare.",
        score => score.AlphaAmd);

    /// <summary><see cref="RegionScore.AlphaAmdCardinality"/>.</summary>
    public static Measure AlphaAmdCardinality { get; } = new(
        "alphaAmdCard",
        "α-AMD of region",
        "px",
        3,
        "How far a pixel of the prediction is from the annotation, and one of the annotation from the prediction, on average.",
        score => score.AlphaAmdCardinality)
    { IsHeadline = false };

    /// <summary><see cref="RegionScore.AlphaSmdMicrometres"/>.</summary>
    public static Measure AlphaSmdMicrometres { get; } = new(
        "alphaSmdUm",
        "α-SMD",
        "µm",
        0,
        "The same in micrometres.",
        score => score.AlphaSmdMicrometres);

    /// <summary><see cref="RegionScore.AlphaAmdMicrometres"/>.</summary>
    public static Measure AlphaAmdMicrometres { get; } = new(
        "alphaAmdUm",
        "α-AMD",
        "µm",
        3,
        "The same in micrometres.",
        score => score.AlphaAmdMicrometres);

    /// <summary><see cref="RegionScore.AlphaAmdCardinalityMicrometres"/>.</summary>
    public static Measure AlphaAmdCardinalityMicrometres { get; } = new(
        "alphaAmdCardUm",
        "α-AMD of region",
        "µm",
        2,
        "The same in micrometres.",
        score => score.AlphaAmdCardinalityMicrometres)
    { IsHeadline = false };

    /// <summary><see cref="RegionScore.AlphaSmd31"/>.</summary>
    public static Measure AlphaSmd31 { get; } = new(
        "alphaSmd31",
        "α-SMD 31",
        "px",
        1,
        "α-SMD of the network's probability instead of its decision, at 31 levels: being unsure counts by how far from the truth it is.",
        score => score.AlphaSmd31);

    /// <summary><see cref="RegionScore.AlphaAmd31"/>.</summary>
    public static Measure AlphaAmd31 { get; } = new(
        "alphaAmd31",
        "α-AMD 31",
        "px",
        4,
        "α-SMD 31 per pixel of the slice.",
        score => score.AlphaAmd31);

    /// <summary>All measures, in the order of files and tables.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Dice, Jaccard, Hausdorff95, AlphaSmd, AlphaAmd, AlphaAmdCardinality,
        AlphaSmdMicrometres, AlphaAmdMicrometres, AlphaAmdCardinalityMicrometres, AlphaSmd31, AlphaAmd31,
    ];

    /// <summary>Name in JSON and CSV, as <c>hausdorff95</c>.</summary>
    public string Key { get; }

    /// <summary>Name shown to people; with the unit it is unique.</summary>
    public string Name { get; }

    /// <summary>Unit of the values; empty where they have none.</summary>
    public string Unit { get; }

    /// <summary>Decimals that are worth showing to people.</summary>
    public int Decimals { get; }

    /// <summary>Whether a greater value is a better one.</summary>
    public bool IsHigherBetter { get; private init; }

    /// <summary>Whether tables made for people have it; files have all.</summary>
    public bool IsHeadline { get; private init; } = true;

    /// <summary>What it says, in plain words.</summary>
    public string Explanation { get; }

    /// <summary>This measure's value in a score; null where it is unknown.</summary>
    /// <param name="score">The score.</param>
    public double? Of(RegionScore score) => _value(score);

    /// <summary>This measure's value as shown to people; a dash where there is none.</summary>
    /// <param name="score">The score, or null where nothing was scored.</param>
    public string Format(RegionScore? score) =>
        (score is null ? null : _value(score))?.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "–";
}
