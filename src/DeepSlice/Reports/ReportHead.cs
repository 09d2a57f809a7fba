using System.Globalization;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The head of a report: its title, and how the page came about.</summary>
/// <param name="Title">Heading, for example the name of the input.</param>
internal sealed record ReportHead(string Title)
{
    /// <summary>The arguments of the command line; empty for calls of the library.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Preprocessing of the slices, for their scale; null if it is not one for all slices.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>By the id of a slice, the files that belong to it.</summary>
    public Func<string, IReadOnlyList<ReportLink>> FilesOf { get; init; } = _ => [];

    /// <summary>The head as markup.</summary>
    /// <param name="subtitle">One line below the title.</param>
    public Html Render(string subtitle)
    {
        string date = Time.GetUtcNow().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        Html scale = Preprocessing is null ? Html.Empty : Html.Of($"<div><dt>Scale</dt><dd>{Scale(Preprocessing)}</dd></div>");
        Html command = CommandLine.Count == 0 ? Html.Empty : Html.Of($"<div><dt>Command</dt><dd><code>{Command()}</code></dd></div>");
        return Html.Of(
            $"""
            <header class="page"><div class="product">DeepSlice</div><h1>{Title}</h1><div class="soft">{subtitle}</div>
            <dl class="about"><div><dt>Made</dt><dd>{date}, by DeepSlice {ProgramVersion.Text}</dd></div>{scale}{command}</dl></header>
            """);
    }

    private static string Scale(Preprocessing preprocessing)
    {
        if (preprocessing.MicrometresPerPixel is not double pixel || preprocessing.MicrometresPerWorkingPixel is not double working)
        {
            return $"binned by {preprocessing.Binning}; pixel size unknown";
        }
        return preprocessing.Binning.Factor == 1
            ? string.Create(CultureInfo.InvariantCulture, $"not binned; {pixel:0.####} µm a pixel")
            : string.Create(CultureInfo.InvariantCulture, $"binned by {preprocessing.Binning}; {pixel:0.####} µm a pixel of the image, {working:0.####} µm a working pixel");
    }

    private string Command() => string.Join(' ', CommandLine.Prepend("deepslice").Select(word => word.Length > 0 && !word.Any(mark => char.IsWhiteSpace(mark) || mark is '\'' or '"') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
}
