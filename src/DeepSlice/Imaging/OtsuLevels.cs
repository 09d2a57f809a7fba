namespace DeepSlice.Imaging;

/// <summary>
/// Splits intensities into a dark and a bright class by Otsu's threshold (1979, doi:10.1109/TSMC.1979.4310076) on square roots. Values are
/// clipped not far above the middle of the bright class, so that very bright regions or debris do not form a class of their own.
/// </summary>
internal static class OtsuLevels
{
    private const int Passes = 3;

    /// <summary>Upper clipping limit above the dark class, in distances between the class medians.</summary>
    private const double Ceiling = 1.5;

    /// <summary>Finds the medians of the two classes.</summary>
    /// <param name="sorted">Finite intensities in ascending order, at least one.</param>
    /// <param name="guess">
    /// Initial levels. If they are much too dark, the result may be a split of the background; if much too bright, of the tissue. Equal levels mean no guess.
    /// </param>
    /// <returns>The medians; both are the overall median if the intensities are constant.</returns>
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

    /// <summary>The split of sorted values, clipped at a ceiling, that maximises the between-class variance.</summary>
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
