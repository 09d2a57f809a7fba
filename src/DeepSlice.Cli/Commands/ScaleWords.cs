using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

/// <summary>The scale of slices in a command's result.</summary>
internal static class ScaleWords
{
    // More lines would scroll the result off the screen.
    private const int MostLines = 6;

    /// <summary>One line for each scale of several slices, with the reason of the first of them.</summary>
    public static string Render(IReadOnlyList<PredictedSlice> slices)
    {
        IGrouping<object, PredictedSlice>[] scales =
            [.. slices.GroupBy(slice => (object)(slice.Scale.Binning, slice.Scale.Size, slice.Scale.MicrometresPerWorkingPixel))];
        string more = scales.Length > MostLines ? $"\n{Counted.Of(scales.Length - MostLines, "more scale")} in regions.csv" : "";
        return string.Join('\n', scales.Take(MostLines).Select(scale => $"{Names(scale)}: {scale.First().Scale.ToWords()}")) + more;
    }

    /// <summary>A scale for <c>--json</c>.</summary>
    public static object ToJson(SliceScale scale) => new
    {
        binning = scale.Binning.Factor,
        width = scale.Size.Width,
        height = scale.Size.Height,
        micrometresPerWorkingPixel = scale.MicrometresPerWorkingPixel,
        scale.Reason,
        scale.Warning,
    };

    private static string Names(IGrouping<object, PredictedSlice> slices) => slices.Count() == 1 ? slices.First().Id : $"{slices.First().Id} and {slices.Count() - 1} more";
}
