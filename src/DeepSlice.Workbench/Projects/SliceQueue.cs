using System.Globalization;
using DeepSlice.Slices;

namespace DeepSlice.Workbench.Projects;

/// <summary>Orders slices by what correcting them would teach the model: uncertain ones, unlike those that are annotated.</summary>
/// <remarks>
/// The score of a slice is (1 − expected Dice) × unlikeness. Unlikeness is ½ + ½ d, with d the distance of the fractions of tissue in each region to those of the nearest
/// annotated slice, ½ Σ |a − b|, 0 … 1; 1 where none is annotated. A slice in which nothing was found has an expected Dice of 0.
/// </remarks>
internal static class SliceQueue
{
    /// <summary>Orders slices: first those to correct, then those that are not predicted, then those that are accepted or held.</summary>
    /// <param name="slices">All slices.</param>
    /// <param name="catalog">The regions.</param>
    public static IReadOnlyDictionary<string, QueuePlace> Rank(IReadOnlyList<SliceView> slices, RegionCatalog catalog)
    {
        double[][] annotated = [.. slices.Where(slice => slice.Status == SliceStatus.Accepted && slice.Predicted is { Fractions.Count: > 0 }).Select(slice => slice.Predicted!.Fractions.ToArray()).Distinct()];
        var scored = slices.Select(slice =>
        {
            double distance = slice.Predicted is { Fractions.Count: > 0 } predicted && annotated.Length > 0 ? annotated.Min(other => Distance(predicted.Fractions, other)) : 1;
            return (Slice: slice, Group: GroupOf(slice), Score: (1 - (slice.Predicted?.Confidence ?? 0)) * (0.5 + (0.5 * distance)), Reason: ReasonOf(slice, distance, annotated.Length > 0, catalog));
        });
        return scored.OrderBy(one => one.Group).ThenByDescending(one => one.Score).ThenBy(one => one.Slice.Image.Id, StringComparer.Ordinal)
            .Select((one, rank) => (one.Slice.Image.Id, Place: new QueuePlace(rank, one.Reason)))
            .ToDictionary(pair => pair.Id, pair => pair.Place, StringComparer.Ordinal);
    }

    private static int GroupOf(SliceView slice) => slice switch
    {
        { Status: SliceStatus.Accepted } => 3,
        { Image.Held: true } => 2,
        { Predicted: null } => 1,
        _ => 0,
    };

    private static string ReasonOf(SliceView slice, double distance, bool hasAnnotated, RegionCatalog catalog)
    {
        if (slice.Status == SliceStatus.Accepted)
        {
            return "accepted";
        }

        if (slice.Predicted is not { } predicted)
        {
            return slice.Row.Failure is null ? "not predicted yet" : "could not be predicted";
        }

        string held = slice.Image.Held ? "held out; " : "";
        string expected = predicted.Confidence is double dice ? string.Create(CultureInfo.InvariantCulture, $"expected Dice {dice:0.00}") : "no region found";
        string[] missing = [.. catalog.Annotated.Where(region => region.Index < predicted.Fractions.Count && predicted.Fractions[region.Index] == 0).Select(region => region.Name)];
        string absent = predicted.Confidence is not null && missing.Length is > 0 and <= 3 ? $", no {string.Join(", no ", missing)}" : "";
        string unlike = hasAnnotated && distance > 0.15 ? ", unlike the accepted slices" : "";
        return held + expected + absent + unlike;
    }

    private static double Distance(IReadOnlyList<double> one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Count && i < other.Length; i++)
        {
            sum += Math.Abs(one[i] - other[i]);
        }

        return sum / 2;
    }
}
