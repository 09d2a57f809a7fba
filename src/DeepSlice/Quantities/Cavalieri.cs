namespace DeepSlice.Quantities;

/// <summary>Volume from the areas of parallel sections at equal distances.</summary>
/// <remarks>
/// V = T · ΣA with the distance T of neighbouring sections. Its coefficient of error is that of Gundersen and Jensen (The efficiency of systematic sampling in
/// stereology and its prediction, Journal of Microscopy 147, 1987, doi:10.1111/j.1365-2818.1987.tb02837.x): CE = √((3a − 4b + c) ÷ 12) ÷ ΣA with a = ΣAᵢ²,
/// b = ΣAᵢAᵢ₊₁ and c = ΣAᵢAᵢ₊₂. Areas are measured at full resolution, so the formula's term for counted points is 0.
/// </remarks>
internal static class Cavalieri
{
    /// <summary>Sections below which no error is estimated.</summary>
    private const int FewestSections = 3;

    /// <summary>The volume.</summary>
    /// <param name="areas">Area of each section, in the order of the sections.</param>
    /// <param name="spacing">Distance from one section to the next.</param>
    public static double Volume(IReadOnlyList<double> areas, double spacing) => spacing * areas.Sum();

    /// <summary>The coefficient of error of the volume: its standard error ÷ the volume.</summary>
    /// <param name="areas">As of <see cref="Volume"/>.</param>
    /// <returns>Null for fewer than three sections, or where there is no area.</returns>
    public static double? CoefficientOfError(IReadOnlyList<double> areas)
    {
        double sum = areas.Sum();
        if (areas.Count < FewestSections || sum <= 0)
        {
            return null;
        }

        double variance = ((3 * Products(areas, 0)) - (4 * Products(areas, 1)) + Products(areas, 2)) / 12;
        return Math.Sqrt(Math.Max(0, variance)) / sum;
    }

    private static double Products(IReadOnlyList<double> areas, int lag) => Enumerable.Range(0, Math.Max(0, areas.Count - lag)).Sum(i => areas[i] * areas[i + lag]);
}
