using DeepSlice.Reports;
using DeepSlice.Scores;

namespace DeepSlice.Workflows;

/// <summary>Scores predictions and writes the scores into a folder: <c>evaluation.csv</c>, <c>evaluation.json</c> and a report.</summary>
internal static class EvaluationWorkflow
{
    /// <summary>Name of the table of scores.</summary>
    public const string TableName = "evaluation.csv";

    /// <summary>Name of the scores as JSON.</summary>
    public const string DocumentName = "evaluation.json";

    /// <summary>Scores the slices and writes the files.</summary>
    /// <param name="folder">Folder, created if missing; files of the same names are replaced.</param>
    /// <param name="reportName">Name of the report's file.</param>
    /// <param name="head">Title and origin of the report.</param>
    /// <param name="slices">One or more predictions with annotations, of one catalogue; enumerated one at a time, without keeping probabilities.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ScoreTable Run(
        string folder, string reportName, ReportHead head, IEnumerable<ComparedSlice> slices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var pictured = new List<ComparedSlice>();
        IEnumerable<ComparedSlice> taken = slices.Select(slice =>
        {
            pictured.Add(slice with { Probabilities = null });
            return slice;
        });
        ScoreTable result = new MapScorer().ScoreAll(taken, cancellationToken);
        Write(folder, reportName, head, result, pictured);
        return result;
    }

    /// <summary>Writes the files of given scores.</summary>
    /// <param name="folder">Folder, created if missing; files of the same names are replaced.</param>
    /// <param name="reportName">Name of the report's file.</param>
    /// <param name="head">Title and origin of the report.</param>
    /// <param name="result">The scores.</param>
    /// <param name="slices">The slices to picture.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, string reportName, ReportHead head, ScoreTable result, IReadOnlyList<ComparedSlice> slices)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ScoreFiles.WriteCsv(Path.Combine(folder, TableName), result);
        ReportFile.Write(Path.Combine(folder, DocumentName), ScoreFiles.ToJson(result));
        ReportFile.Write(Path.Combine(folder, reportName), EvaluationReport.Render(head, result, slices));
    }
}
