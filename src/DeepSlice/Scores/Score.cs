namespace DeepSlice.Scores;

/// <summary>Agreement of a predicted region with its annotation by one or more <see cref="Measures"/>, or a mean of scores.</summary>
internal sealed class Score
{
    /// <summary>A region with a Dice below this value failed and should not be used.</summary>
    public const double FailedBelow = 0.5;

    /// <summary>A region, or a slice by its mean, with a Dice below this value is weak.</summary>
    public const double WeakBelow = 0.75;

    private readonly IReadOnlyDictionary<Measure, double> _values;
    private readonly double? _micrometresPerPixel;

    /// <summary>Creates a score from values.</summary>
    /// <param name="values">The known values, including Dice.</param>
    public Score(IReadOnlyDictionary<Measure, double> values)
        : this(values, null)
    {
    }

    private Score(IReadOnlyDictionary<Measure, double> values, double? micrometresPerPixel)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
        _micrometresPerPixel = micrometresPerPixel;
        Dice = values[Measures.Dice];
    }

    /// <summary>The value of <see cref="Measures.Dice"/>, 0 … 1.</summary>
    public double Dice { get; }

    /// <summary>The value of a measure; null if it is unknown or was not measured.</summary>
    /// <param name="measure">The measure.</param>
    public double? this[Measure measure]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(measure);
            if (measure.InPixels is { } pixels)
            {
                return this[pixels] * (measure.Power == 1 ? _micrometresPerPixel : _micrometresPerPixel * _micrometresPerPixel);
            }

            return _values.TryGetValue(measure, out double value) ? value : null;
        }
    }

    /// <summary>The mean of every measure over the scores that have it.</summary>
    /// <param name="scores">Scores of equal weight.</param>
    /// <returns>The means, or null if there is no score.</returns>
    public static Score? Mean(IEnumerable<Score> scores)
    {
        Score[] all = [.. scores];
        return all.Length == 0
            ? null
            : new Score(
                all.SelectMany(score => score._values.Keys).Distinct().ToDictionary(measure => measure, measure => all.Average(score => score[measure])!.Value),
                all[0]._micrometresPerPixel);
    }

    /// <summary>Computes the measures of a region.</summary>
    internal static Score Of(RegionComparison comparison, IReadOnlyList<Measure> measures)
    {
        var values = new Dictionary<Measure, double>();
        foreach (Measure measure in measures)
        {
            if (measure.Of(comparison) is double value)
            {
                values.Add(measure, value);
            }
        }

        return new Score(values, comparison.MicrometresPerPixel);
    }
}
