using DeepSlice.Formats;

namespace DeepSlice.Reports;

/// <summary>Writes reports to disk.</summary>
public static class ReportFile
{
    /// <summary>Writes a page, so that no reader ever finds half of one.</summary>
    /// <param name="path">HTML file, replaced where it exists.</param>
    /// <param name="page">The page, as a report renders it.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string page)
    {
        ArgumentNullException.ThrowIfNull(page);
        OutputFile.WriteText(path, page);
    }
}
