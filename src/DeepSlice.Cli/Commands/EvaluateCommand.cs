using System.CommandLine;
using System.Globalization;
using System.Text;
using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Metrics;
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
        context.PrintText(json, $"{Table(result)}\n{slices.Count} of {dataset.Slices.Count} slices; report: {Path.Combine(output, "evaluation.html")}");
        return ExitCode.Done;
    }

    private static string Table(EvaluationResult result)
    {
        var table = new StringBuilder($"{"region",-14}");
        table.AppendJoin("", Measure.All.Select(measure => $"{measure.Name,14}")).Append('\n');
        foreach (Region region in result.Catalog.Annotated)
        {
            if (result.RegionMeans.TryGetValue(region.Key, out RegionScore? score))
            {
                Row(table, region.Name, score);
            }
        }

        if (result.Mean is { } mean)
        {
            Row(table, "mean", mean);
        }

        if (result.Worst is { } worst)
        {
            table.Append(CultureInfo.InvariantCulture, $"worst slice: {worst.Id}, Dice {worst.Mean!.Dice:0.000}");
        }

        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, RegionScore score) =>
        table.Append(CultureInfo.InvariantCulture, $"{name,-14}")
            .AppendJoin("", Measure.All.Select(measure => measure.Of(score).ToString("0.000", CultureInfo.InvariantCulture).PadLeft(14)))
            .Append('\n');
}
