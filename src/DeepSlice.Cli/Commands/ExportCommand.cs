using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class ExportCommand
{
    private static readonly Option<string?> Dataset = new("--dataset") { Description = "Dataset folder, for --numpy.", HelpName = "DATASET" };

    private static readonly Option<string?> NumPy = new("--numpy") { Description = "Folder to create, with features.npy and labels_<region>.npy of the dataset, as of the original project.", HelpName = "DIR" };

    private static readonly Option<string?> Predictions = new("--predictions") { Description = "Output folder of predict, for --qupath.", HelpName = "DIR" };

    private static readonly Option<string?> QuPath = new("--qupath")
    {
        Description = "QuPath project, its folder or .qpproj file: adds the classes of the regions, and a script that imports the outlines into the images of the project.",
        HelpName = "PROJECT",
    };

    public static Command Create()
    {
        var command = new Command("export", "Exports a dataset, or predicted outlines, for other programs.") { Dataset, NumPy, Predictions, QuPath };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context) => (context.Find(Dataset), context.Find(NumPy), context.Find(Predictions), context.Find(QuPath)) switch
    {
        ({ } dataset, { } numPy, null, null) => ExportDataset(context, dataset, numPy),
        (null, null, { } predictions, { } project) => ExportOutlines(context, predictions, project),
        _ => throw new UsageException("expected either --dataset with --numpy, or --predictions with --qupath; see deepslice export --help"),
    };

    private static int ExportDataset(CommandContext context, string dataset, string numPy)
    {
        OutputPath.RequireWritable(numPy);
        OutputFolder.RequireEmpty(numPy);
        SliceDataset slices = DatasetFolder.Read(dataset, context.CancellationToken);
        NumPyDataset.Write(slices, numPy);
        context.Print(new { folder = numPy, slices = slices.Slices.Count }, $"{Counted.Of(slices.Slices.Count, "slice")} in {numPy}");
        return ExitCode.Done;
    }

    private static int ExportOutlines(CommandContext context, string predictions, string project)
    {
        QuPathExportResult written = QuPathExport.Write(predictions, project);
        context.Print(
            new { written.Script, written.Classes, written.AddedClasses, written.Slices },
            $"{written.AddedClasses} classes added to {written.Classes}\n{written.Script}: imports the outlines of {Counted.Of(written.Slices, "slice")}; in QuPath, open the project, this script (Automate » Project scripts), and Run » Run for project");
        return ExitCode.Done;
    }
}
