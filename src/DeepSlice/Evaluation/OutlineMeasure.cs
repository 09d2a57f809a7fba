using System.Globalization;

namespace DeepSlice.Evaluation;

/// <summary>One of the measures of an <see cref="OutlineScore"/>, as files and tables name it.</summary>
public sealed class OutlineMeasure
{
    private readonly Func<OutlineScore, double?> _value;

    private OutlineMeasure(string key, string name, string unit, int decimals, Func<OutlineScore, double?> value)
    {
        Key = key;
        Name = name;
        Unit = unit;
        Decimals = decimals;
        _value = value;
    }

    /// <summary>All measures, in the order of files and tables.</summary>
    public static IReadOnlyList<OutlineMeasure> All { get; } =
    [
        new("dice", "Dice", "", 3, score => score.Dice),
        new("jaccard", "Jaccard", "", 3, score => score.Jaccard),
        new("hausdorff95", "Hausdorff 95", "px", 1, score => score.Hausdorff95),
        new("surfaceDistance", "border", "px", 1, score => score.SurfaceDistance),
        new("hausdorff95Um", "Hausdorff 95", "µm", 1, score => score.Hausdorff95 * score.MicrometresPerPixel),
        new("surfaceDistanceUm", "border", "µm", 1, score => score.SurfaceDistance * score.MicrometresPerPixel),
        new("annotatedArea", "annotated", "px²", 0, score => score.AnnotatedArea),
        new("predictedArea", "predicted", "px²", 0, score => score.PredictedArea),
        new("sharedArea", "shared", "px²", 0, score => score.SharedArea) { IsHeadline = false },
        new("annotatedAreaUm2", "annotated", "µm²", 0, score => score.AnnotatedArea * Square(score.MicrometresPerPixel)),
        new("predictedAreaUm2", "predicted", "µm²", 0, score => score.PredictedArea * Square(score.MicrometresPerPixel)),
        new("sharedAreaUm2", "shared", "µm²", 0, score => score.SharedArea * Square(score.MicrometresPerPixel)) { IsHeadline = false },
    ];

    /// <summary>Name in JSON and CSV.</summary>
    public string Key { get; }

    /// <summary>Name shown to people; with the unit it is unique.</summary>
    public string Name { get; }

    /// <summary>Unit of the values; empty where they have none.</summary>
    public string Unit { get; }

    /// <summary>Decimals that are worth showing to people.</summary>
    public int Decimals { get; }

    /// <summary>Whether tables made for people have it; files have all.</summary>
    public bool IsHeadline { get; private init; } = true;

    /// <summary>This measure's value in a score; null where it is unknown.</summary>
    /// <param name="score">The score.</param>
    public double? Of(OutlineScore score) => _value(score);

    /// <summary>This measure's value as shown to people; a dash where there is none.</summary>
    /// <param name="score">The score.</param>
    public string Format(OutlineScore score) =>
        _value(score)?.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "–";

    private static double? Square(double? side) => side * side;
}
