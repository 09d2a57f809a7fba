using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create()
    {
        Option<string> dataset = new("--dataset") { Description = "Dataset folder.", HelpName = "DATASET", Required = true };
        var command = new Command("plan", "Prints the training plan for a dataset, with reasons; --json prints all of it.") { dataset, PlanOptions.Configuration, PlanOptions.Config, PlanOptions.Set };
        CommandContext.Bind(command, context => Run(context, context.Get(dataset)));
        return command;
    }

    private static int Run(CommandContext context, string dataset)
    {
        SliceDataset slices = DatasetFolder.Read(dataset, context.CancellationToken);
        TrainingPlan plan = PlanOptions.Resolve(context, slices);
        RegionCounts regions = RegionCounts.Of(slices);
        Failure.Warn(regions.Warning());
        Failure.Warn(DatasetScale.Warning(slices));
        string words = string.Join('\n', plan.Decisions.Select(decision => $"{decision.Name,-19} {decision.Choice,-20} {decision.Reason}"));
        context.PrintText(TrainingPlanFile.Format(plan), $"{words}\n{regions.ToWords()}");
        return ExitCode.Done;
    }
}
