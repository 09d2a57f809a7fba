using System.Globalization;
using DeepSlice.Cluster;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Compares settings of a training: one run for each combination of values and each seed, and a table and a page of all of them.</summary>
internal static class SweepWorkflow
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "sweep.csv";

    /// <summary>Name of the page.</summary>
    public const string ReportName = "sweep.html";

    /// <summary>The runs of a sweep with their plans.</summary>
    /// <param name="plan">The plan that the settings change.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seeds">Number of seeds; the first is that of the plan.</param>
    /// <exception cref="InvalidDataException">A key is unknown, or a value does not fit.</exception>
    public static IReadOnlyList<(SweepRow Run, TrainingPlan Plan)> Plan(TrainingPlan plan, IReadOnlyList<SweepSetting> settings, int seeds)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        Ensure.InRange(seeds, 1, 1000, "--seeds");
        int digits = settings.Count.ToString(CultureInfo.InvariantCulture).Length;
        return
        [
            .. from setting in settings
               let changed = setting.Values.Aggregate(plan, (made, value) => TrainingPlanFile.Set(made, $"{value.Key}={value.Value}"))
               from number in Enumerable.Range(0, seeds)
               let seed = plan.Seed + (ulong)number
               let folder = Path.Combine($"setting-{setting.Number.ToString($"D{digits}", CultureInfo.InvariantCulture)}", string.Create(CultureInfo.InvariantCulture, $"seed-{seed}"))
               select (new SweepRow { Setting = setting, Seed = seed, Folder = folder }, changed with { Seed = seed }),
        ];
    }

    /// <summary>Whether a run has its scores, or, if it holds no slice out, its model.</summary>
    /// <param name="output">Folder of the sweep.</param>
    /// <param name="run">The run.</param>
    /// <param name="isCrossValidated">Whether the runs are cross-validations.</param>
    public static bool IsFinished(string output, SweepRow run, bool isCrossValidated)
    {
        var folder = new RunFolder(Path.Combine(output, run.Folder));
        return File.Exists(isCrossValidated ? ScoresOf(folder, isCrossValidated) : folder.ModelFile);
    }

    /// <summary>Reads the scores of the runs, and writes <c>sweep.csv</c> and <c>sweep.html</c>.</summary>
    /// <param name="output">Folder of the sweep.</param>
    /// <param name="runs">The runs; the task of the first has number 1.</param>
    /// <param name="catalog">The regions.</param>
    /// <param name="isCrossValidated">Whether the runs are cross-validations.</param>
    /// <param name="head">Title and origin of the page.</param>
    /// <returns>The settings with their scores.</returns>
    /// <exception cref="InvalidDataException">The scores of a run are damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static IReadOnlyList<SweepSummary> Summarize(string output, IReadOnlyList<SweepRow> runs, RegionCatalog catalog, bool isCrossValidated, ReportHead head)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var jobs = new JobFolder(output);
        SweepRow[] rows = [.. runs.Select((run, place) => Read(output, run, jobs.ReadStatus(place + 1), catalog, isCrossValidated))];
        IReadOnlyList<SweepSummary> settings = SweepSummary.Of(rows);
        WriteTable(Path.Combine(output, TableName), rows, catalog);
        ReportFile.Write(Path.Combine(output, ReportName), SweepReport.Render(head, settings, isCrossValidated));
        return settings;
    }

    private static string ScoresOf(RunFolder folder, bool isCrossValidated) => isCrossValidated ? Path.Combine(folder.Path, EvaluationWorkflow.DocumentName) : folder.ValidationFile;

    private static SweepRow Read(string output, SweepRow run, TaskReport report, RegionCatalog catalog, bool isCrossValidated)
    {
        string scores = ScoresOf(new RunFolder(Path.Combine(output, run.Folder)), isCrossValidated);
        return run with
        {
            Scores = File.Exists(scores) ? ScoreFiles.ReadDice(scores, catalog) : null,
            Seconds = report.Seconds > 0 ? report.Seconds : null,
            PeakMemory = report.PeakMemory,
        };
    }

    private static void WriteTable(string path, SweepRow[] rows, RegionCatalog catalog) => CsvTable.Write(path, table =>
    {
        string[] keys = [.. rows[0].Setting.Values.Select(value => value.Key)];
        string[] regions = [.. catalog.Annotated.Select(region => region.Key)];
        table.Row(["setting", .. keys, "seed", "slices", "dice", "worst_dice", .. regions.Select(key => $"dice_{key}"), "seconds", "peak_memory_mb", "folder"]);
        foreach (SweepRow row in rows)
        {
            ScoreTable? scores = row.Scores;
            table.Row(
            [
                row.Setting.Number, .. row.Setting.Values.Select(value => value.Value), row.Seed, scores?.Slices.Count, Rounded(scores?.Dice), Rounded(scores?.Worst?.Mean?.Dice),
                .. regions.Select(key => (object?)Rounded(scores?.RegionMeans.GetValueOrDefault(key)?.Dice)),
                row.Seconds, row.PeakMemory is long bytes ? Math.Round(bytes / 1e6, 1) : null, row.Folder,
            ]);
        }
    });

    private static double? Rounded(double? value) => value is double known ? Math.Round(known, 5) : null;
}
