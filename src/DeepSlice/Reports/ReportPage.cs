namespace DeepSlice.Reports;

/// <summary>The frame of every report: one file without external resources.</summary>
internal static class ReportPage
{
    public static string Render(string title, string subtitle, IEnumerable<Html> sections) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>{title} – DeepSlice</title>
        <link rel="icon" href="data:,"/>
        <style>
        {new Html(ReportStyle.Css)}
        </style>
        </head>
        <body>
        <main>
        <header class="page"><div class="product">DeepSlice</div><h1>{title}</h1><div class="soft">{subtitle}</div></header>
        {sections}
        <footer>Made by DeepSlice. This file is self-contained: you can mail, archive and print it.</footer>
        </main>
        </body>
        </html>

        """).Markup;
}
