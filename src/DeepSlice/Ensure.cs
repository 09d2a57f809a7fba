using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepSlice;

/// <summary>Argument checks. Messages give the expected range and the value.</summary>
internal static class Ensure
{
    public static T InRange<T>(T value, T minimum, T maximum, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        if (value >= minimum && value <= maximum)
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"expected {minimum} to {maximum}, got {value}"));
    }

    public static T Positive<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        if (value > T.Zero && T.IsFinite(value))
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"expected a number greater than 0, got {value}"));
    }

    public static double PositiveAndFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value > 0 && double.IsFinite(value))
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"expected a finite number greater than 0, got {value}"));
    }

    public static T NotNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        if (value >= T.Zero && T.IsFinite(value))
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"expected 0 or greater, got {value}"));
    }
}
