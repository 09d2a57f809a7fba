namespace DeepSlice.Reports;

/// <summary>The frame of every report: one file without external resources.</summary>
internal static class ReportPage
{
    /// <summary>Writes a page.</summary>
    /// <param name="head">Title and origin.</param>
    /// <param name="subtitle">One line below the title.</param>
    /// <param name="sections">The sections.</param>
    public static string Render(ReportHead head, string subtitle, IEnumerable<Html> sections) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>{head.Title} – DeepSlice</title>
        <link rel="icon" href="data:,"/>
        <style>
        {new Html(ReportStyle.Css)}
        </style>
        </head>
        <body>
        <main>
        {head.Render(subtitle)}
        {sections}
        <footer>This page needs no other file except where it links to one: you can mail, archive and print it. Click a picture to enlarge it; Escape closes it.</footer>
        </main>
        </body>
        </html>

        """).Markup;
}
