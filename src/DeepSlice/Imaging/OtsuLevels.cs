namespace DeepSlice.Imaging;

/// <summary>
/// Splits intensities into a dark and a bright class by Otsu's threshold (1979, doi:10.1109/TSMC.1979.4310076) on square roots, cut off
/// not far above the middle of the bright class, so that very bright regions or debris cannot make up a class of their own.
/// </summary>
internal static class OtsuLevels
{
    private const int Passes = 3;

    /// <summary>How far beyond the dark class the brightest pixels still count, in distances of the classes' medians.</summary>
    private const double Ceiling = 1.5;

    /// <summary>Finds the medians of the two classes.</summary>
    /// <param name="sorted">Finite intensities in rising order, one or more.</param>
    /// <param name="guess">Levels to begin with; one much too dark may end within the background, one much too bright within the tissue. Equal levels are no guess.</param>
    /// <returns>The medians; both the overall median where the intensities do not vary.</returns>
    public static IntensityLevels Of(ReadOnlySpan<float> sorted, IntensityLevels guess)
    {
        double lowest = sorted[sorted.Length / 100];
        double[] roots = new double[sorted.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            roots[i] = Root(sorted[i]);
        }

        int first = 0;
        double ceiling = guess.Tissue > guess.Background ? CeilingAbove(Root(guess.Background), Root(guess.Tissue)) : roots[^1];
        for (int pass = 0; pass < Passes; pass++)
        {
            first = FirstOfBrightClass(roots, ceiling);
            if (first == 0)
            {
                return new IntensityLevels(sorted[sorted.Length / 2], sorted[sorted.Length / 2]);
            }

            ceiling = CeilingAbove(roots[first / 2], roots[(first + roots.Length) / 2]);
        }

        return new IntensityLevels(sorted[first / 2], sorted[(first + sorted.Length) / 2]);

        double Root(float intensity) => Math.Sqrt(Math.Max(0, intensity - lowest));
    }

    private static double CeilingAbove(double dark, double bright) => dark + (Ceiling * (bright - dark));

    /// <summary>The split of sorted values, cut off at a ceiling, that sets the means of the two classes furthest apart.</summary>
    private static int FirstOfBrightClass(double[] sorted, double ceiling)
    {
        double total = 0;
        foreach (double value in sorted)
        {
            total += Math.Min(value, ceiling);
        }

        int best = 0;
        double largest = 0;
        double below = 0;
        double count = sorted.Length;
        for (int i = 1; i < sorted.Length; i++)
        {
            below += Math.Min(sorted[i - 1], ceiling);
            double difference = ((total - below) / (count - i)) - (below / i);
            double variance = difference * difference * i * (count - i);
            if (variance > largest && sorted[i] > sorted[i - 1])
            {
                (largest, best) = (variance, i);
            }
        }

        return best;
    }
}
