using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

/// <summary>The options by which a person changes the plan that follows from a data set.</summary>
internal static class PlanOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "JSON file with any part of a plan, as a run's plan.json; it goes over the planned values.",
        HelpName = "FILE",
    };

    public static Option<string?> Workflow { get; } = WorkflowChoice.Create(
        "whole: one network sees each slice at once. patch: it sees patches, as fine as the dataset. combined: a patch network is told by a whole-slice one at coarser binning what lies where. whole unless given.");

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Changes one value of the plan, as epochs=100 or learningRate.peak=0.001; may be given again.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The plan for a data set, with the file's and then the single changes over it.</summary>
    public static TrainingPlan Resolve(CommandContext context, SliceDataset dataset)
    {
        TrainingPlan plan = TrainingPlanner.Plan(dataset, WorkflowChoice.Parse(context.Find(Workflow)) ?? SegmentationWorkflow.Whole);
        if (context.Find(Config) is { } config)
        {
            plan = TrainingPlanFile.Merge(plan, config);
        }

        return context.Get(Set).Aggregate(plan, TrainingPlanFile.Set);
    }
}
