using System.Globalization;
using DeepSlice.Formats;

namespace DeepSlice.Training;

/// <summary>The folder of one training run: <c>plan.json</c>, <c>metrics.csv</c>, <c>model.safetensors</c>, <c>checkpoint/</c>, <c>report.html</c>.</summary>
/// <param name="path">The folder; made when the run begins.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder itself.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The training plan.</summary>
    public string PlanFile => In("plan.json");

    /// <summary>The trained model.</summary>
    public string ModelFile => In("model.safetensors");

    /// <summary>A row for each epoch.</summary>
    public string MetricsFile => In("metrics.csv");

    /// <summary>Everything a stopped run needs to go on.</summary>
    public string CheckpointFile => In(System.IO.Path.Combine("checkpoint", "checkpoint.safetensors"));

    /// <summary>Report for people.</summary>
    public string ReportFile => In("report.html");

    /// <summary>Pictures of augmented slices beside their labels.</summary>
    public string AugmentationFile => In("augmentation.png");

    /// <summary>The run of the whole-slice network that a combined one begins with.</summary>
    public RunFolder Whole => new(In("whole"));

    /// <summary>Begins a new run here.</summary>
    /// <param name="plan">What will be done; saved.</param>
    /// <exception cref="InvalidDataException">The folder already holds a run.</exception>
    public void Begin(TrainingPlan plan)
    {
        if (File.Exists(PlanFile))
        {
            throw new InvalidDataException($"found a training run in {Path}; go on with it by --resume, or give another output folder");
        }

        Directory.CreateDirectory(Path);
        WriteText(PlanFile, TrainingPlanFile.Format(plan) + "\n");
    }

    /// <summary>The plan of the run that is here.</summary>
    /// <exception cref="InvalidDataException">There is no run here.</exception>
    /// <exception cref="InvalidDataException">The plan cannot be read.</exception>
    public TrainingPlan ReadPlan()
    {
        if (!File.Exists(PlanFile))
        {
            throw new InvalidDataException($"found no training run in {Path} to resume; leave --resume away to begin one");
        }

        return TrainingPlanFile.Read(PlanFile);
    }

    /// <summary>Writes a row for each epoch.</summary>
    /// <param name="history">Epochs so far.</param>
    /// <param name="regionKeys">Regions that are scored, in order.</param>
    internal void WriteMetrics(IReadOnlyList<EpochRecord> history, IReadOnlyList<string> regionKeys)
    {
        var lines = new List<string>
        {
            string.Join(',', ["epoch", "seconds", "loss", "learning_rate", "wait_seconds", "validation_dice", .. regionKeys.Select(key => $"dice_{key}")]),
        };
        foreach (EpochRecord record in history)
        {
            lines.Add(string.Join(',',
            [
                record.Epoch.ToString(CultureInfo.InvariantCulture),
                Number(record.Seconds, "F2"), Number(record.Loss, "F5"), Number(record.LearningRate, "G5"), Number(record.WaitSeconds, "F3"),
                Number(record.ValidationDice, "F4"),
                .. regionKeys.Select(key => record.RegionDice.TryGetValue(key, out double dice) ? Number(dice, "F4") : ""),
            ]));
        }

        WriteText(MetricsFile, string.Join('\n', lines) + "\n");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static void WriteText(string file, string text) => OutputFile.Write(file, temporary => File.WriteAllText(temporary, text));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
