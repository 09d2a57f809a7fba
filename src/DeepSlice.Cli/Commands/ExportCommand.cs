using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create()
    {
        Option<string> dataset = new("--dataset") { Description = "Dataset folder.", HelpName = "DATASET", Required = true };
        Option<string> numPy = new("--numpy") { Description = "Folder to create, with features.npy and labels_<region>.npy.", HelpName = "DIR", Required = true };
        var command = new Command("export", "Exports a dataset to the NumPy folder format of the original project.") { dataset, numPy };
        CommandContext.Bind(command, context => Run(context, context.Get(dataset), context.Get(numPy)));
        return command;
    }

    private static int Run(CommandContext context, string dataset, string numPy)
    {
        OutputPath.RequireWritable(numPy);
        OutputFolder.RequireEmpty(numPy);
        SliceDataset slices = DatasetFolder.Read(dataset, context.CancellationToken);
        NumPyDataset.Write(slices, numPy);
        context.Print(new { folder = numPy, slices = slices.Slices.Count }, $"{Counted.Of(slices.Slices.Count, "slice")} in {numPy}");
        return ExitCode.Done;
    }
}
