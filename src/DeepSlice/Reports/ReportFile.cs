using DeepSlice.Formats;

namespace DeepSlice.Reports;

/// <summary>Writes reports to disk.</summary>
internal static class ReportFile
{
    /// <summary>Writes a page atomically.</summary>
    /// <param name="path">HTML file, replaced if it exists.</param>
    /// <param name="page">The page, as rendered by a report.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string page)
    {
        ArgumentNullException.ThrowIfNull(page);
        OutputFile.WriteText(path, page);
    }
}
