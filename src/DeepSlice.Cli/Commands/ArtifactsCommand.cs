using System.CommandLine;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Cli.Terminal;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class ArtifactsCommand
{
    private static readonly Option<string> Input = new("--input")
    {
        Description = "Image, dataset or .npy stack; for the last two, choose the slice by --slice. The regions of a dataset are shown too.",
        HelpName = "SLICE",
        Required = true,
    };

    private static readonly Option<string?> SliceId = new("--slice")
    {
        Description = "Id of the slice in a dataset or .npy stack. Default: the first one.",
        HelpName = "ID",
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder for artifacts.png, artifacts-regions.png and artifacts.html.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string[]> Keys = ArtifactChoice.Create("show");

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed, an integer; equal seeds give equal artifacts.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> BinningFactor = new("--binning")
    {
        Description = "Binning of an image, 1 to 4096 pixels along each axis; auto: the smallest that gives at most 350 pixels on the longest side. Not for datasets and .npy stacks, which are already binned.",
        HelpName = "N|auto",
        DefaultValueFactory = _ => BinningChoice.Automatic,
    };

    private static readonly Option<int?> Channel = new("--channel")
    {
        Description = "Channel of the image, from 0. Default: mean of red, green and blue, or the first channel. Not for datasets and .npy stacks.",
        HelpName = "K",
    };

    public static Command Create()
    {
        var command = new Command("artifacts", "Shows a slice with every artifact (tear, fold, fading, defocus, …) at five severities.")
        {
            Input, SliceId, Output, Keys, Seed, BinningFactor, Channel,
        };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string output = context.Get(Output);
        IReadOnlyList<Artifact> artifacts = ArtifactChoice.Parse(context.Get(Keys));
        OutputPath.RequireWritable(output);
        Slice slice = SingleSlice.Read(
            context.Get(Input), context.Find(SliceId), BinningChoice.Parse(context.Get(BinningFactor)), context.Find(Channel), context.CancellationToken);
        IReadOnlyList<string> files = CommandContext.WithProgress("drawing", "artifacts", meter => ArtifactWorkflow.Run(
            slice, artifacts, context.Get(Seed), output, new Relay<int>(done => meter.Report(done, artifacts.Count)), context.CancellationToken));
        context.Print(
            new
            {
                output,
                slice = slice.Id,
                files,
                artifacts = artifacts.Select(artifact => new { artifact.Key, artifact.Name, artifact.Description, artifact.ChangesLabels, artifact.Measure, artifact.Amounts }),
            },
            $"{Counted.Of(artifacts.Count, "artifact")} of slice {slice.Id} in {output}; page: {Path.Combine(output, ArtifactWorkflow.ReportName)}");
        return ExitCode.Done;
    }
}
