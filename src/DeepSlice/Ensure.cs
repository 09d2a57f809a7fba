using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepSlice;

/// <summary>Checks of callers' arguments whose messages say what was found and what is allowed.</summary>
internal static class Ensure
{
    public static T InRange<T>(T value, T minimum, T maximum, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        if (value >= minimum && value <= maximum)
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"found {value}, allowed is {minimum} to {maximum}"));
    }

    public static T Positive<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        if (value > T.Zero)
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"found {value}, it must be greater than 0"));
    }

    public static double PositiveAndFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value > 0 && double.IsFinite(value))
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"found {value}, it must be finite and greater than 0"));
    }

    public static T NotNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        if (value >= T.Zero)
        {
            return value;
        }

        throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"found {value}, it must be 0 or greater"));
    }
}
