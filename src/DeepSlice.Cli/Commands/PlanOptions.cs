using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

/// <summary>The options that change the plan of a dataset.</summary>
internal static class PlanOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "JSON file with any part of a plan, for example a run's plan.json; its values replace the planned ones.",
        HelpName = "FILE",
    };

    public static Option<string?> Configuration { get; } = ConfigurationChoice.Create(
        "whole: one network sees whole slices. patch: one network sees patches at the resolution of the dataset. cascade: a patch network with the probabilities of a whole-slice network at coarser binning as input. Default whole.");

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Sets one value of the plan, for example epochs=100 or learningRate.peak=0.001; may be repeated.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The plan for a dataset, changed by the file and then by the single values.</summary>
    public static TrainingPlan Resolve(CommandContext context, SliceDataset dataset)
    {
        TrainingPlan plan = TrainingPlanner.Plan(dataset, ConfigurationChoice.Parse(context.Find(Configuration)) ?? Networks.Configuration.Whole);
        if (context.Find(Config) is { } config)
        {
            plan = TrainingPlanFile.Merge(plan, config);
        }

        return context.Get(Set).Aggregate(plan, TrainingPlanFile.Set);
    }
}
