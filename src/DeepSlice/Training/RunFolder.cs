using System.Globalization;
using DeepSlice.Formats;

namespace DeepSlice.Training;

/// <summary>The folder of one training run: <c>plan.json</c>, <c>metrics.csv</c>, <c>model.safetensors</c>, <c>checkpoint/</c>, <c>report.html</c>, <c>training.lock</c>, <c>tensorboard/</c>.</summary>
/// <param name="path">The folder; created when the run begins.</param>
internal sealed class RunFolder(string path)
{
    // Folders of the networks that are trained first in a run, in a cascade and in a cross-validation.
    private static readonly string[] _networks = ["", "whole", "fold-1", System.IO.Path.Combine("fold-1", "whole")];

    /// <summary>The folder itself.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The arguments of the command line that trains here, for reports.</summary>
    /// <value>Default empty, for calls of the library.</value>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>The training plan.</summary>
    public string PlanFile => In("plan.json");

    /// <summary>The trained model.</summary>
    public string ModelFile => In("model.safetensors");

    /// <summary>A row for each epoch.</summary>
    public string MetricsFile => In("metrics.csv");

    /// <summary>The state of a stopped run, for resuming it.</summary>
    public string CheckpointFile => In(System.IO.Path.Combine("checkpoint", "checkpoint.safetensors"));

    /// <summary>The report.</summary>
    public string ReportFile => In("report.html");

    /// <summary>Scores of the held-out slices, where there are any.</summary>
    public string ValidationFile => In("validation.json");

    /// <summary>Pictures of augmented slices beside their labels.</summary>
    public string AugmentationFile => In("augmentation.png");

    /// <summary>Event files for TensorBoard, where they are wanted.</summary>
    public string EventFolder => EventFolderOf("");

    /// <summary>Whether the training writes event files; a resumed run that has some goes on with them.</summary>
    /// <value>Default: whether the folder has some.</value>
    public bool LogsEvents { get => field || _networks.Any(network => Directory.Exists(EventFolderOf(network))); init; }

    /// <summary>The run of a cascade's whole-slice network.</summary>
    public RunFolder Whole => Inner("whole");

    /// <summary>Whether a training has begun here: there is a checkpoint or a model, of this run, of its whole-slice network or of its first fold.</summary>
    public bool HasBegun => HasState || Whole.HasState || Fold(0).HasState || Fold(0).Whole.HasState;

    private bool HasState => File.Exists(CheckpointFile) || File.Exists(ModelFile);

    /// <summary>The run of one fold of a cross-validation.</summary>
    /// <param name="fold">Number of the fold, from 0.</param>
    public RunFolder Fold(int fold) => Inner(string.Create(CultureInfo.InvariantCulture, $"fold-{fold + 1}"));

    /// <summary>Requires that no training has begun here. A plan alone is no training.</summary>
    /// <exception cref="InvalidDataException">A training has begun here.</exception>
    public void RequireNew()
    {
        if (HasBegun)
        {
            throw new InvalidDataException($"{Path}: expected a folder without a training run, got one with a run; resume it with --resume, or give another output folder");
        }
    }

    /// <summary>Removes the files of a run, and nothing else.</summary>
    internal void Clear()
    {
        foreach (string file in (string[])[CheckpointFile, ModelFile, PlanFile, MetricsFile, ReportFile, ValidationFile, AugmentationFile])
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Reserves the folder for one training, until the result is disposed of or the process ends; saves the plan if no training has begun.</summary>
    /// <param name="plan">The plan of the training.</param>
    /// <exception cref="IOException">Another training is running in the folder, or it cannot be written.</exception>
    internal IDisposable Reserve(TrainingPlan plan)
    {
        Directory.CreateDirectory(Path);
        IDisposable held;
        try
        {
            // The operating system drops this lock with the process, however it ends; the file itself stays.
            held = FileLock.Open(In("training.lock"));
        }
        catch (IOException error) when (FileLock.IsHeld(error))
        {
            throw new IOException($"{Path}: expected a folder that no other training is using, got one in use; wait until that training ends, or give another output folder", error);
        }

        if (!HasBegun)
        {
            OutputFile.WriteText(PlanFile, TrainingPlanFile.Format(plan) + "\n");
        }

        return held;
    }

    /// <summary>Saves a plan that several processes will train by; another plan is not replaced.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="InvalidDataException">The folder has another plan.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal void Keep(TrainingPlan plan)
    {
        string text = TrainingPlanFile.Format(plan) + "\n";
        if (!File.Exists(PlanFile))
        {
            OutputFile.WriteText(PlanFile, text);
        }
        else if (TrainingPlanFile.Format(ReadPlan()) + "\n" != text)
        {
            throw new InvalidDataException($"{Path}: expected a folder without a run, or with a run of the same plan, got one of another plan; give another output folder, or --resume for the plan of the run");
        }
    }

    /// <summary>The plan of the run in the folder.</summary>
    /// <exception cref="InvalidDataException">There is no run in the folder, or its plan cannot be read.</exception>
    public TrainingPlan ReadPlan()
    {
        if (!File.Exists(PlanFile))
        {
            throw new InvalidDataException($"{Path}: expected a training run to resume, got none; omit --resume to begin one");
        }

        return TrainingPlanFile.Read(PlanFile);
    }

    /// <summary>Writes a row for each epoch.</summary>
    /// <param name="history">Epochs so far.</param>
    /// <param name="regionKeys">Scored regions, in order.</param>
    internal void WriteMetrics(IReadOnlyList<EpochRecord> history, IReadOnlyList<string> regionKeys) => CsvTable.Write(MetricsFile, table =>
    {
        table.Row(["epoch", "seconds", "loss", "learning_rate", "wait_seconds", "validation_dice", .. regionKeys.Select(key => $"dice_{key}")]);
        foreach (EpochRecord record in history)
        {
            table.Row(
            [
                record.Epoch, Rounded(record.Seconds, 2), Rounded(record.Loss, 5), record.LearningRate, Rounded(record.WaitSeconds, 3), Rounded(record.ValidationDice, 4),
                .. regionKeys.Select(key => record.RegionDice.TryGetValue(key, out double dice) ? Rounded(dice, 4) : null),
            ]);
        }
    });

    private string EventFolderOf(string network) => In(System.IO.Path.Combine(network, "tensorboard"));

    private RunFolder Inner(string name) => new(In(name)) { CommandLine = CommandLine, LogsEvents = LogsEvents };

    private static double? Rounded(double? value, int digits) => value is double known ? Math.Round(known, digits) : null;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
