using System.Globalization;

namespace DeepSlice.Pictures;

/// <summary>Colour scales.</summary>
internal static class Shades
{
    /// <summary>White for 0 to dark blue for 1.</summary>
    public static string Rising(double value) => Mix((255, 255, 255), (8, 48, 107), value);

    /// <summary>Blue for −1 over white for 0 to red for 1, using the square root of the absolute value, so that small values are visible.</summary>
    public static string Signed(double value) =>
        Mix((255, 255, 255), value < 0 ? (33, 102, 172) : (178, 24, 43), Math.Sqrt(Math.Abs(value)));

    private static string Mix((double R, double G, double B) from, (double R, double G, double B) to, double share)
    {
        double part = Math.Clamp(share, 0, 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#{Byte(from.R, to.R):x2}{Byte(from.G, to.G):x2}{Byte(from.B, to.B):x2}");

        int Byte(double a, double b) => (int)Math.Round(a + ((b - a) * part));
    }
}
