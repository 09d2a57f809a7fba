using DeepSlice.Formats;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Reads the epochs of a training from its <c>metrics.csv</c>.</summary>
internal static class TrainingCurveFile
{
    /// <summary>Reads the epochs; null if the file cannot be read now.</summary>
    public static IReadOnlyList<CurvePoint>? TryRead(string path)
    {
        try
        {
            CsvRows table = CsvRows.Read(path);
            (int epoch, int loss, int dice) = (table.Require("epoch"), table.Require("loss"), table.Require("validation_dice"));
            return [.. Enumerable.Range(0, table.Count).Select(row => new CurvePoint((int)(table.Number(row, epoch) ?? 0), table.Number(row, loss) ?? 0, table.Number(row, dice)))];
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
