using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

internal static class EvaluateCommand
{
    public static Command Create()
    {
        Option<string> predictions = new("--predictions") { Description = "Folder that predict has written.", HelpName = "DIR", Required = true };
        Option<string> dataset = new("--dataset") { Description = "Dataset with the annotations; slices without a prediction are passed over.", HelpName = "DATASET", Required = true };
        Option<string?> output = new("--output") { Description = "Folder for evaluation.csv, evaluation.json and evaluation.html; the predictions' folder unless given.", HelpName = "DIR" };
        var command = new Command("evaluate", "Compares predictions with annotations: overlap and border distance per slice and region.") { predictions, dataset, output };
        CommandContext.Bind(command, context => Run(context, context.Get(predictions), context.Get(dataset), context.Find(output) ?? context.Get(predictions)));
        return command;
    }

    private static int Run(CommandContext context, string predictions, string datasetFolder, string output)
    {
        SliceDataset dataset = DatasetFolder.Read(datasetFolder, context.CancellationToken);
        IReadOnlyList<(Slice Slice, RegionMap Predicted)> slices = PredictedRegions.Read(predictions, dataset);
        EvaluationResult result = Evaluator.Compare(slices.Select(pair => (pair.Slice.Id, pair.Predicted, pair.Slice.Regions!)), context.CancellationToken);
        string json = EvaluationJson.Write(result);
        string title = $"Evaluation on {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(datasetFolder)))}";
        string page = EvaluationReport.Render(
            title, result, slices.Select(pair => new ComparedSlice(pair.Slice.Id, pair.Slice.Image, pair.Predicted, pair.Slice.Regions!)));
        EvaluationCsv.Write(Path.Combine(output, "evaluation.csv"), result);
        ReportFile.Write(Path.Combine(output, "evaluation.json"), json);
        ReportFile.Write(Path.Combine(output, "evaluation.html"), page);
        context.PrintText(json, $"{ScoreTable.Render(result)}\n{slices.Count} of {dataset.Slices.Count} slices; report: {Path.Combine(output, "evaluation.html")}");
        return ExitCode.Done;
    }
}
