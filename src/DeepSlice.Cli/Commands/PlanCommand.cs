using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create()
    {
        var command = new Command("plan", "Prints the training plan for a dataset or atlases, with reasons; --json prints all of it.") { TrainingInput.DatasetFolders, TrainingInput.AtlasFolders, AtlasOptions.Regions, AtlasOptions.Planes, PlanOptions.From, PlanOptions.Configuration, PlanOptions.Config, PlanOptions.Set };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var input = TrainingInput.Read(context);
        SliceDataset slices = input.Dataset;
        TrainingPlan plan = PlanOptions.Resolve(context, slices, input.Atlases, input.IsOneScale);
        input.Warn(plan);
        string words = string.Join('\n', plan.Decisions.Select(decision => $"{decision.Name,-19} {decision.Choice,-20} {decision.Reason}"));
        context.PrintText(TrainingPlanFile.Format(plan), $"{words}\n{input.ToWords()}");
        return ExitCode.Done;
    }
}
