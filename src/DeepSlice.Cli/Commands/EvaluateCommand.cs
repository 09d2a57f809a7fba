using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class EvaluateCommand
{
    private const string ReportName = "evaluation.html";

    public static Command Create()
    {
        Option<string> predictions = new("--predictions") { Description = "Folder that predict has written.", HelpName = "DIR", Required = true };
        Option<string> dataset = new("--dataset") { Description = "Dataset with the annotations; slices without a prediction are passed over.", HelpName = "DATASET", Required = true };
        Option<string?> output = new("--output") { Description = "Folder for evaluation.csv, evaluation.json and evaluation.html; the predictions' folder unless given.", HelpName = "DIR" };
        var command = new Command("evaluate", "Compares predictions with annotations: overlap and distances per slice and region; probabilities, too, where predict was asked for them.") { predictions, dataset, output };
        CommandContext.Bind(command, context => Run(context, context.Get(predictions), context.Get(dataset), context.Find(output) ?? context.Get(predictions)));
        return command;
    }

    private static int Run(CommandContext context, string predictions, string datasetFolder, string output)
    {
        SliceDataset dataset = DatasetFolder.Read(datasetFolder, context.CancellationToken);
        IEnumerable<ComparedSlice> slices = PredictedRegions.Read(predictions, dataset);
        string title = $"Evaluation on {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(datasetFolder)))}";
        EvaluationResult result = EvaluationWorkflow.Run(output, ReportName, title, slices, context.CancellationToken);
        context.PrintText(
            EvaluationJson.Write(result), $"{ScoreTable.Render(result)}\n{result.Slices.Count} of {dataset.Slices.Count} slices; report: {Path.Combine(output, ReportName)}");
        return ExitCode.Done;
    }
}
