using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create()
    {
        Option<string> dataset = new("--dataset") { Description = "Dataset folder.", HelpName = "DATASET", Required = true };
        var command = new Command("plan", "Prints the network plan it would train on a dataset, and why.") { dataset, PlanOptions.Config, PlanOptions.Set };
        CommandContext.Bind(command, context => Run(context, context.Get(dataset)));
        return command;
    }

    private static int Run(CommandContext context, string dataset)
    {
        TrainingPlan plan = PlanOptions.Resolve(context, DatasetFolder.Read(dataset, context.CancellationToken));
        string json = TrainingPlanFile.Format(plan);
        context.PrintText(json, $"{string.Join('\n', plan.Reasons)}\n\n{json}");
        return ExitCode.Done;
    }
}
