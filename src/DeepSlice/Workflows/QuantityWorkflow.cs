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
        QuantityMeasurement measurement = Begin(predictions, options, out string[] ids);
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

        return Finish(output, rows, options, measurement);
    }

    /// <summary>Measures a part of the slices, for <see cref="Collect"/>.</summary>
    /// <param name="predictions">As of <see cref="Run"/>.</param>
    /// <param name="output">As of <see cref="Run"/>; the part is written into <c>parts</c> in it.</param>
    /// <param name="options">As of <see cref="Run"/>.</param>
    /// <param name="shard">The part.</param>
    /// <param name="progress">As of <see cref="Run"/>.</param>
    /// <param name="cancellationToken">Stops the measuring; the part is then not written.</param>
    /// <returns>The part.</returns>
    /// <exception cref="InvalidDataException">As of <see cref="Run"/>.</exception>
    /// <exception cref="IOException">As of <see cref="Run"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static QuantityPart RunPart(string predictions, string output, QuantityOptions options, Shard shard, IProgress<(int Done, int All)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        QuantityMeasurement measurement = Begin(predictions, options, out string[] ids);
        IReadOnlyList<string> own = shard.Of(ids);
        var rows = new List<QuantityRow>();
        foreach ((int place, string id) in own.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.AddRange(measurement.Measure(id, output, cancellationToken));
            progress?.Report((place + 1, own.Count));
        }

        QuantityPart part = measurement.ToPart(rows);
        part.Write(output, shard);
        return part;
    }

    /// <summary>Puts the parts of all slices together, and writes what <see cref="Run"/> writes.</summary>
    /// <param name="predictions">As of <see cref="Run"/>.</param>
    /// <param name="output">As of <see cref="RunPart"/>.</param>
    /// <param name="options">As of <see cref="RunPart"/>.</param>
    /// <param name="parts">Number of parts.</param>
    /// <exception cref="InvalidDataException">A part is missing, or is of other options or slices.</exception>
    /// <exception cref="IOException">As of <see cref="Run"/>.</exception>
    public static QuantityResult Collect(string predictions, string output, QuantityOptions options, int parts)
    {
        QuantityMeasurement measurement = Begin(predictions, options, out string[] ids);
        string key = QuantityPart.KeyOf(options, ids);
        var rows = new List<QuantityRow>();
        foreach (int number in Enumerable.Range(1, parts))
        {
            var part = QuantityPart.Read(output, new Shard(number, parts), key);
            measurement.Take(part);
            rows.AddRange(part.Rows);
        }

        return Finish(output, rows, options, measurement);
    }

    /// <summary>Number of predicted slices.</summary>
    /// <param name="predictions">As of <see cref="Run"/>.</param>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public static int Count(string predictions) => IdsOf(predictions).Length;

    private static QuantityMeasurement Begin(string predictions, QuantityOptions options, out string[] ids)
    {
        ArgumentNullException.ThrowIfNull(options);
        ids = IdsOf(predictions);
        return new QuantityMeasurement(new PredictionFolder(predictions), options, ids);
    }

    private static string[] IdsOf(string predictions)
    {
        var folder = new PredictionFolder(predictions);
        string[] ids = [.. folder.SliceIds().Where(id => File.Exists(folder.LabelsOf(id)))];
        return ids.Length > 0 ? ids : throw new InvalidDataException($"{predictions}: expected label maps that predict has written, got none; give the output folder of predict");
    }

    private static QuantityResult Finish(string output, List<QuantityRow> rows, QuantityOptions options, QuantityMeasurement measurement)
    {
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
