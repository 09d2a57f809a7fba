using DeepSlice.Formats;
using DeepSlice.Quantities;

namespace DeepSlice.Workflows;

/// <summary>Measures predicted slices: areas, intensities and objects by region, side and animal.</summary>
internal static class QuantityWorkflow
{
    /// <summary>Name of the tables of slices, without ending.</summary>
    public const string TableName = "quantities";

    /// <summary>Name of the tables of animals, without ending.</summary>
    public const string AnimalTableName = "animals";

    /// <summary>Measures the slices of a folder; writes <c>quantities</c> and <c>animals</c> as CSV and Parquet, outlines by side for QuPath, and <c>midlines.csv</c> beside the predictions.</summary>
    /// <param name="predictions">Folder that <c>predict</c> has written.</param>
    /// <param name="output">Folder of the tables, created if missing.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="progress">Gets the number of slices done, and of all; may be null.</param>
    /// <param name="cancellationToken">Stops the measuring; the tables then hold the slices that are done, unless there are tables of an earlier run, which stay.</param>
    /// <exception cref="InvalidDataException">There are no predictions, a table of the user is damaged, or no slice can be measured.</exception>
    /// <exception cref="IOException">A folder is missing or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static QuantityResult Run(string predictions, string output, QuantityOptions options, IProgress<(int Done, int All)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new PredictionFolder(predictions);
        string[] ids = [.. folder.SliceIds().Where(id => File.Exists(folder.LabelsOf(id)))];
        if (ids.Length == 0)
        {
            throw new InvalidDataException($"{predictions}: expected label maps that predict has written, got none; give the output folder of predict");
        }

        var measurement = new QuantityMeasurement(folder, options, ids);
        var rows = new List<QuantityRow>();
        try
        {
            for (int i = 0; i < ids.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.AddRange(measurement.Measure(ids[i], output, cancellationToken));
                if (rows.Count > 0)
                {
                    progress?.Report((i + 1, ids.Length));
                }
            }
        }
        catch (OperationCanceledException) when (rows.Count > 0 && !File.Exists(Path.Combine(output, TableName + ".csv")))
        {
            Write(output, rows, options);
            throw;
        }

        if (rows.Count == 0)
        {
            throw FileFailure.OfAll(measurement.Failures);
        }

        Write(output, rows, options);
        measurement.WriteMidlines();
        return new QuantityResult(rows, measurement.Midlines, measurement.Failures, measurement.Warnings());
    }

    private static void Write(string output, List<QuantityRow> rows, QuantityOptions options)
    {
        TableFile.Write(Path.Combine(output, TableName), QuantityColumns.All, rows);
        TableFile.Write(Path.Combine(output, AnimalTableName), AnimalColumns.All, AnimalTable.Sum(rows, options.Spacing, options.Thickness));
    }
}
