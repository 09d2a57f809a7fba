using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>Difference of the Dice of two models on the same slices, and whether it is more than noise.</summary>
/// <remarks>
/// The slices are the sample: each gives one difference, of its means over the compared cells, in which both models have a score. A difference within two
/// standard errors of the mean (95 % confidence) is a tie.
/// </remarks>
/// <param name="Difference">Mean difference in Dice, model − reference; null if no slice is scored in both.</param>
/// <param name="StandardError">Standard error of the mean difference; null with fewer than two slices.</param>
internal sealed record PairedComparison(double? Difference, double? StandardError)
{
    private const double TieWithin = 2;

    /// <summary>1 if the model is better, −1 if the reference is, 0 for a tie within noise.</summary>
    public int Verdict => Difference is double difference && StandardError is double error && Math.Abs(difference) > TieWithin * error ? Math.Sign(difference) : 0;

    /// <summary>Compares two models.</summary>
    /// <param name="model">Scores of the model in one or more cells.</param>
    /// <param name="reference">Scores of the reference in the same cells, in the same order.</param>
    public static PairedComparison Of(IEnumerable<ScoreTable> model, IEnumerable<ScoreTable> reference)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(reference);
        double[] differences =
        [
            .. model.Zip(reference).SelectMany(cells => Differences(cells.First, cells.Second))
                .GroupBy(pair => pair.Id, pair => pair.Difference, StringComparer.Ordinal)
                .Select(slice => slice.Average()),
        ];
        if (differences.Length == 0)
        {
            return new PairedComparison(null, null);
        }

        double mean = differences.Average();
        double? error = differences.Length < 2
            ? null
            : Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1) / differences.Length);
        return new PairedComparison(mean, error);
    }

    private static IEnumerable<(string Id, double Difference)> Differences(ScoreTable model, ScoreTable reference)
    {
        Dictionary<string, SliceScore> others = reference.Slices.ToDictionary(slice => slice.Id, StringComparer.Ordinal);
        foreach (SliceScore slice in model.Slices)
        {
            if (slice.Mean is { } mean && others.GetValueOrDefault(slice.Id)?.Mean is { } other)
            {
                yield return (slice.Id, mean.Dice - other.Dice);
            }
        }
    }
}
