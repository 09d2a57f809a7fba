using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create()
    {
        Option<string> dataset = new("--dataset") { Description = "Dataset that would be trained on.", HelpName = "DATASET", Required = true };
        var source = new PlanSource();
        var command = new Command("plan", "Prints the network and training plan for a dataset, and why.") { dataset };
        source.AddTo(command);
        CommandContext.Bind(command, context => Run(context, source.Make(context, DatasetFolder.Read(context.Get(dataset), context.CancellationToken))));
        return command;
    }

    private static int Run(CommandContext context, TrainingPlan plan)
    {
        context.PrintText(TrainingPlanFile.Write(plan), string.Join('\n', plan.Decisions.Select(decision => $"{decision.Name,-13} {decision.Choice,-20} {decision.Reason}")));
        return ExitCode.Done;
    }
}
