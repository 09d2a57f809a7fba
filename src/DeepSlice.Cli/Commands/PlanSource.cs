using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

/// <summary>Options that change a plan, shared by <c>plan</c> and <c>train</c>.</summary>
internal sealed class PlanSource
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "JSON file with any part of a plan; its values replace the planned ones.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "One value of the plan, as epochs=100 or learningRate.peak=0.001; may be given several times.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
    }

    /// <summary>Whether any option was given.</summary>
    public bool IsGiven(CommandContext context) => context.Find(_config) is not null || context.Get(_set).Length > 0;

    /// <summary>The plan for a data set, with the changes the options ask for.</summary>
    public TrainingPlan Make(CommandContext context, SliceDataset dataset)
    {
        TrainingPlan plan = TrainingPlanner.Plan(dataset);
        if (context.Find(_config) is string file)
        {
            plan = TrainingPlanFile.Merge(plan, file);
        }

        return context.Get(_set).Aggregate(plan, TrainingPlanFile.Set);
    }
}
