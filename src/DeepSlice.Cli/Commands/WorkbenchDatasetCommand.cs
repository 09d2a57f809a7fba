using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Networks;
using DeepSlice.Workbench.Projects;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class WorkbenchDatasetCommand
{
    private static readonly Argument<string> Project = new("PROJECT") { Description = "Folder of the project." };

    private static readonly Option<string> Output = SharedOptions.NewDataset;

    private static readonly Option<string?> Model = new("--model") { Description = "Model whose channel, plane and background are read. Default: mouse-any-plane.", HelpName = "FILE|RUN|NAME" };

    private static readonly Option<bool> Held = new("--held") { Description = "Only slices that are held out." };

    private static readonly Option<bool> NotHeld = new("--not-held") { Description = "Only slices that are not held out." };

    public static Command Create()
    {
        var command = new Command("dataset", "Writes the accepted slices of a project as a dataset.") { Project, Output, Model, Held, NotHeld };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        if (context.Get(Held) && context.Get(NotHeld))
        {
            throw new UsageException("expected --held or --not-held, got both; omit both for all accepted slices");
        }

        string output = context.Get(Output);
        string modelFile = context.Find(Model) is { } given ? ModelPath.Find(given) : ShippedModels.Require();
        using SegmentationModel model = ModelFile.Read(modelFile, DeepSlice.Native.Torch.Device.Cpu);
        bool? part = context.Get(Held) ? true : context.Get(NotHeld) ? false : null;
        int slices = AcceptedDataset.Write(new ProjectFolder(context.Get(Project)), model, output, part, context.CancellationToken);
        context.Print(new { dataset = output, slices }, $"{Counted.Of(slices, "slice")} in {output}");
        return ExitCode.Done;
    }
}
