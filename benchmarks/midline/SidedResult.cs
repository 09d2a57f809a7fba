using System.Globalization;

namespace DeepSlice.Benchmarks;

/// <summary>The midline of one section.</summary>
/// <param name="Flag">Why there is none; empty if it was found.</param>
/// <param name="Right">Share of the tissue on the right side of the line; of a section with one side, 0.</param>
/// <param name="Best">The same of the best straight line.</param>
internal sealed record SidedResult(string Flag, double Right, double Best)
{
    /// <summary>A row of the table.</summary>
    /// <param name="name">Name of the sections.</param>
    /// <param name="results">Their results.</param>
    public static string Row(string name, IReadOnlyList<SidedResult> results)
    {
        SidedResult[] found = [.. results.Where(result => result.Flag.Length == 0)];
        double[] right = [.. found.Select(result => result.Right).Order()];
        string flags = string.Join(", ", results.Where(result => result.Flag.Length > 0).CountBy(result => result.Flag).OrderByDescending(flag => flag.Value).Select(flag => $"{flag.Value} {flag.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {found.Length} of {results.Count} | {(right.Length > 0 ? right.Average() : 0):0.0000} | {right.FirstOrDefault():0.000} | {(right.Length > 0 ? right[right.Length / 10] : 0):0.000} | {results.Average(result => result.Best):0.000} | {flags} |");
    }
}
