using System.CommandLine;
using DeepSlice.Atlases;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;
using DeepSlice.Training;
using DeepSlice.Workflows;

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

    public static Option<string?> From { get; } = new("--from")
    {
        Description = "Continue from a trained model, of the same or of other regions: model file, run folder, or name of a model that comes with the program.",
        HelpName = "FILE|RUN|NAME",
    };

    /// <summary>The plan for a dataset, changed by the file and then by the single values.</summary>
    /// <param name="context">The call.</param>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="atlases">Atlases to train on too; may be empty.</param>
    /// <param name="isOneScale">Whether all slices are of one dataset.</param>
    public static TrainingPlan Resolve(CommandContext context, SliceDataset dataset, IReadOnlyList<AtlasRegions> atlases, bool isOneScale)
    {
        Networks.Configuration? configuration = ConfigurationChoice.Parse(context.Find(Configuration));
        if (atlases.Count > 0 && configuration is not (null or Networks.Configuration.Whole))
        {
            throw new UsageException("expected --configuration whole with --atlas, got another one; omit --configuration");
        }

        TrainingPlan plan = atlases.Count > 0
            ? TrainingPlanner.PlanSections(dataset, [.. atlases.Select(mapped => mapped.Atlas.Name)], AtlasOptions.Synthesis(context))
            : TrainingPlanner.Plan(dataset, configuration ?? Networks.Configuration.Whole);
        if (context.Find(From) is { } from)
        {
            plan = FineTuning.Plan(plan, ModelPath.Find(from), dataset, isOneScale);
        }

        if (context.Find(Config) is { } config)
        {
            plan = TrainingPlanFile.Merge(plan, config);
        }

        return context.Get(Set).Aggregate(plan, TrainingPlanFile.Set);
    }
}
