using System.Text.Json.Serialization;

namespace DeepSlice.Augmentation;

/// <summary>An interval to draw values from.</summary>
public readonly record struct NumberRange
{
    /// <summary>Creates a range.</summary>
    /// <param name="minimum">Lower end, finite.</param>
    /// <param name="maximum">Upper end, finite, not below the minimum.</param>
    /// <exception cref="ArgumentException">The ends are out of order or not finite.</exception>
    [JsonConstructor]
    public NumberRange(double minimum, double maximum)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || minimum > maximum)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"expected a range with finite ends in order, got {minimum} to {maximum}"), nameof(maximum));
        }

        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Lower end.</summary>
    public double Minimum { get; }

    /// <summary>Upper end.</summary>
    public double Maximum { get; }

    internal double Draw(RandomStream random) => random.Uniform(Minimum, Maximum);

    /// <summary>Draws uniformly in the logarithm, so that halving is as likely as doubling; for ranges above 0.</summary>
    internal double DrawFactor(RandomStream random) => Math.Exp(random.Uniform(Math.Log(Minimum), Math.Log(Maximum)));

    internal NumberRange Within(double lowest, double highest, string name)
    {
        Ensure.InRange(Minimum, lowest, highest, name);
        Ensure.InRange(Maximum, lowest, highest, name);
        return this;
    }
}
