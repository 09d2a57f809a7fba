using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class EvaluateCommand
{
    private const string ReportName = "evaluation.html";

    private static readonly Option<string> Predictions = new("--predictions") { Description = "Output folder of predict.", HelpName = "DIR", Required = true };

    private static readonly Option<string?> Dataset = new("--dataset") { Description = "Dataset with the annotations; slices without a prediction are skipped.", HelpName = "DATASET" };

    private static readonly Option<string?> Rois = new("--rois")
    {
        Description = "Instead of a dataset: folder of the annotators' outlines, ImageJ's zips or QuPath's .geojson named as the slices, for a comparison of outlines at full resolution.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Recursive = SharedOptions.CreateRecursive();

    private static readonly Option<double?> PixelSize = PixelSizeOption.Create("With --rois: side of a full-resolution pixel in micrometres, for areas in µm².");

    private static readonly Option<string?> Catalog = new("--catalog") { Description = "With --rois: JSON list of the regions; default: those of the predictions.", HelpName = "FILE" };

    private static readonly Option<string[]> Names = NamesOption.Create();

    private static readonly Option<bool> MergeSides = NamesOption.CreateMergeSides();

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "Folder for evaluation.csv, evaluation.json and evaluation.html, or outlines.csv, outlines.json and outlines.html; default: the folder of the predictions.",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command("evaluate", "Compares predictions with annotations: overlap and distances per slice and region; also of probabilities, if predict wrote them.")
        {
            Predictions, Dataset, Rois, Recursive, PixelSize, Catalog, Names, MergeSides, Output,
        };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string predictions = context.Get(Predictions);
        string output = context.Find(Output) ?? predictions;
        OutputPath.RequireWritable(output);
        switch (context.Find(Dataset), context.Find(Rois))
        {
            case (not null, null) when context.Find(PixelSize) is null && context.Find(Catalog) is null && context.Get(Names).Length == 0 && !context.Get(MergeSides) && !context.Get(Recursive):
                return Evaluate(context, predictions, context.Find(Dataset)!, output);
            case (null, { } rois):
                return EvaluateOutlines(context, predictions, rois, output);
            default:
                throw new UsageException("expected either --dataset, or --rois with or without --recursive, --pixel-size, --catalog, --names and --merge-sides; see deepslice evaluate --help");
        }
    }

    private static int Evaluate(CommandContext context, string predictions, string datasetFolder, string output)
    {
        List<FileFailure> failures = [];
        SliceDataset dataset = DatasetFolder.Read(datasetFolder, failures, context.CancellationToken);
        int count = dataset.Slices.Count + failures.Count;
        IEnumerable<ComparedSlice> slices = PredictedRegions.Read(predictions, dataset, failures);
        var head = new ReportHead($"Evaluation on {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(datasetFolder)))}")
        {
            CommandLine = context.Arguments,
            Preprocessing = dataset.Preprocessing,
            FilesOf = id => SliceFiles.Find(predictions, output, id),
        };
        ScoreTable result = EvaluationWorkflow.Run(output, ReportName, head, slices, context.CancellationToken);
        Failure.Warn(SeenSlices.WarningOf(predictions, [.. result.Slices.Select(slice => slice.Id)], dataset.Provenance));
        context.PrintText(
            ScoreFiles.ToJson(result), $"{ScoreText.Render(result)}\n{result.Slices.Count} of {Counted.Of(count, "slice")}; report: {Path.Combine(output, ReportName)}");
        return Failure.Report(failures);
    }

    private static int EvaluateOutlines(CommandContext context, string predictions, string rois, string output)
    {
        List<FileFailure> failures = [];
        List<string> warnings = [];
        var options = new OutlineEvaluationOptions
        {
            Catalog = context.Find(Catalog) is { } path ? RegionCatalogFile.Read(path) : null,
            Names = NamesOption.Parse(context.Get(Names)),
            MicrometresPerPixel = context.Find(PixelSize),
            MergeSides = context.Get(MergeSides),
            Recursive = context.Get(Recursive),
            CommandLine = context.Arguments,
        };
        ScoreTable result = OutlineEvaluation.Run(predictions, rois, output, options, failures, warnings, context.CancellationToken);
        Failure.Warn(warnings);
        Failure.Warn(SeenSlices.WarningOf(predictions, [.. result.Slices.Select(slice => slice.Id)]));
        context.PrintText(
            ScoreFiles.ToJson(result), $"{ScoreText.Render(result)}\n{Counted.Of(result.Slices.Count, "slice")}; report: {Path.Combine(output, OutlineEvaluation.ReportName)}");
        return Failure.Report(failures);
    }
}
