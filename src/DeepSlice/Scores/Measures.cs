namespace DeepSlice.Scores;

/// <summary>All measures. A new one is one more object in one of the lists: files, tables and reports take it from there.</summary>
internal static class Measures
{
    /// <summary>Dice coefficient 2|P∩T| ÷ (|P|+|T|), 0 … 1; 0 if one of them is empty.</summary>
    public static Measure Dice { get; } = new(
        "dice",
        "Dice",
        "",
        3,
        "Overlap of predicted and annotated area: 1 is a perfect match, 0 is no overlap.",
        regions => 2 * regions.SharedArea / (regions.PredictedArea + regions.AnnotatedArea))
    { IsHigherBetter = true };

    /// <summary>Jaccard index |P∩T| ÷ |P∪T|, 0 … 1; 0 if one of them is empty.</summary>
    public static Measure Jaccard { get; } = new(
        "jaccard",
        "Jaccard",
        "",
        3,
        "Shared area divided by the area that either covers; a stricter measure of overlap.",
        regions => regions.SharedArea / (regions.PredictedArea + regions.AnnotatedArea - regions.SharedArea))
    { IsHigherBetter = true };

    /// <summary>
    /// 95 % Hausdorff distance between the borders, the greater of both directions. If one of them is empty: the diagonal of the slice for label maps, unknown for
    /// outlines.
    /// </summary>
    public static Measure Hausdorff95 { get; } = new(
        "hausdorff95",
        "Hausdorff 95",
        "px",
        1,
        "Distance between the predicted and the annotated border without the farthest 5 %, in working pixels (outlines: full-resolution pixels); 0 is best.",
        regions => regions.Hausdorff95);

    /// <summary>Measures of label maps, in the order of files and tables. Lengths are in working pixels.</summary>
    /// <remarks>
    /// α-SMD is the sum of minimal distances of the two pixel sets, in both directions, over the pixels of the slice (<see cref="Metrics.AlphaSmd"/>); α-AMD is the
    /// same per pixel of the slice; α-AMD of a region is the mean distance of a pixel of one set to the other set. The measures at 31 levels compare the region's
    /// probability with the annotation.
    /// </remarks>
    public static IReadOnlyList<Measure> OfMaps { get; } =
    [
        Dice,
        Jaccard,
        Hausdorff95,
        OfMap("alphaSmd", "α-SMD", "px", 1, "Sum of distances of all wrong pixels to the region and to its complement, in working pixels; 0 is best.", maps => maps.Sets.Smd),
        OfMap("alphaAmd", "α-AMD", "px", 4, "α-SMD per pixel of the slice, so that slices of different sizes are comparable.", maps => maps.Sets.Amd),
        OfMap("alphaAmdCard", "α-AMD of region", "px", 3, "Mean distance of a pixel of the prediction to the annotation, and of one of the annotation to the prediction.", maps => maps.InwardSets.AmdOverCardinality, isHeadline: false),
        OfMap("alphaSmdUm", "α-SMD", "µm", 0, "The same in micrometres.", maps => maps.Sets.Smd * maps.MicrometresPerPixel),
        OfMap("alphaAmdUm", "α-AMD", "µm", 3, "The same in micrometres.", maps => maps.Sets.Amd * maps.MicrometresPerPixel),
        OfMap("alphaAmdCardUm", "α-AMD of region", "µm", 2, "The same in micrometres.", maps => maps.InwardSets.AmdOverCardinality * maps.MicrometresPerPixel, isHeadline: false),
        OfMap("alphaSmd31", "α-SMD 31", "px", 1, "α-SMD of the network's probabilities instead of its label map, at 31 levels: uncertain pixels count by their distance from the annotation.", maps => maps.Levels?.Smd),
        OfMap("alphaAmd31", "α-AMD 31", "px", 4, "α-SMD 31 per pixel of the slice.", maps => maps.Levels?.Amd),
    ];

    private static Measure SurfaceDistance { get; } = new(
        "surfaceDistance",
        "border",
        "px",
        1,
        "Mean distance of a point of either border to the other border; 0 is best.",
        regions => regions is OutlineComparison outlines ? outlines.SurfaceDistance : null);

    private static Measure AnnotatedArea { get; } = new("annotatedArea", "annotated", "px²", 0, "Annotated area.", regions => regions.AnnotatedArea);

    private static Measure PredictedArea { get; } = new("predictedArea", "predicted", "px²", 0, "Predicted area.", regions => regions.PredictedArea);

    private static Measure SharedArea { get; } =
        new("sharedArea", "shared", "px²", 0, "Area that is both predicted and annotated.", regions => regions.SharedArea) { IsHeadline = false };

    /// <summary>Measures of outlines, in the order of files and tables. Lengths and areas are in full-resolution pixels.</summary>
    public static IReadOnlyList<Measure> OfOutlines { get; } =
    [
        Dice,
        Jaccard,
        Hausdorff95,
        SurfaceDistance,
        new("hausdorff95Um", Hausdorff95, power: 1),
        new("surfaceDistanceUm", SurfaceDistance, power: 1),
        AnnotatedArea,
        PredictedArea,
        SharedArea,
        new("annotatedAreaUm2", AnnotatedArea, power: 2),
        new("predictedAreaUm2", PredictedArea, power: 2),
        new("sharedAreaUm2", SharedArea, power: 2),
    ];

    private static Measure OfMap(string key, string name, string unit, int decimals, string explanation, Func<MapComparison, double?> value, bool isHeadline = true) =>
        new(key, name, unit, decimals, explanation, regions => regions is MapComparison maps ? value(maps) : null) { IsHeadline = isHeadline };
}
