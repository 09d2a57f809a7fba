using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Export;
using DeepSlice.Formats;
using DeepSlice.Networks;
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

    private static readonly Option<string?> Model = new("--model")
    {
        Description = $"Model file, output folder of train, or name of a model that comes with the program, for --onnx, --torchscript and --bioimageio. Default: {ShippedModels.Default}.",
        HelpName = "FILE|RUN|NAME",
    };

    private static readonly Option<string?> Onnx = new("--onnx") { Description = "ONNX file to write: normalisation, network and softmax of the model in one graph.", HelpName = "FILE" };

    private static readonly Option<string?> TorchScript = new("--torchscript") { Description = "TorchScript archive to write, the same for torch.jit.load of PyTorch 1.13 or later.", HelpName = "FILE" };

    private static readonly Option<string?> BioImage = new("--bioimageio") { Description = "Model package of bioimage.io to write, for deepImageJ, ilastik, QuPath and others.", HelpName = "FILE.zip" };

    private static readonly Option<string[]> Author = new("--author") { Description = "Author of the model, for --bioimageio; may be repeated. Needed for models of your own.", HelpName = "NAME", DefaultValueFactory = _ => [] };

    private static readonly Option<string?> License = new("--license") { Description = "Licence of the model's weights, for --bioimageio: its SPDX identifier, such as CC-BY-4.0. Needed for models of your own.", HelpName = "ID" };

    public static Command Create()
    {
        var command = new Command("export", "Exports a dataset, predicted outlines or a model for other programs.") { Dataset, NumPy, Predictions, QuPath, Model, Onnx, TorchScript, BioImage, Author, License };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        if (context.Find(BioImage) is null && (context.Get(Author).Length > 0 || context.Find(License) is not null))
        {
            throw new UsageException("expected --author and --license with --bioimageio FILE.zip, got them without; the other formats have no place for them");
        }

        bool isDataset = Require(context, Dataset, [NumPy]);
        bool isOutlines = Require(context, Predictions, [QuPath]);
        bool isModel = Require(context, Model, [Onnx, TorchScript, BioImage]);
        return (isDataset, isOutlines, isModel) switch
        {
            (true, false, false) => ExportDataset(context, context.Find(Dataset), context.Find(NumPy)!),
            (false, true, false) => ExportOutlines(context, context.Find(Predictions), context.Find(QuPath)!),
            (false, false, true) => ExportModel(context),
            (false, false, false) => throw new UsageException("expected something to write, got none of --numpy, --qupath, --onnx, --torchscript and --bioimageio; see deepslice export --help"),
            _ => throw new UsageException("expected a dataset, outlines or a model to export, got several of them; export one after another"),
        };
    }

    // Whether an export of this source is wanted.
    private static bool Require(CommandContext context, Option<string?> source, Option<string?>[] targets)
    {
        bool isWanted = targets.Any(target => context.Find(target) is not null);
        if (context.Find(source) is not null && !isWanted)
        {
            throw new UsageException($"expected {source.Name} with {string.Join(" or ", targets.Select(target => target.Name))}, got it alone; say what to write");
        }

        return isWanted;
    }

    private static int ExportDataset(CommandContext context, string? dataset, string numPy)
    {
        if (dataset is null)
        {
            throw new UsageException("expected --dataset DATASET with --numpy, got none; give the dataset to export");
        }

        OutputPath.RequireWritable(numPy);
        OutputFolder.RequireEmpty(numPy);
        SliceDataset slices = DatasetFolder.Read(dataset, context.CancellationToken);
        NumPyDataset.Write(slices, numPy);
        context.Print(new { folder = numPy, slices = slices.Slices.Count }, $"{Counted.Of(slices.Slices.Count, "slice")} in {numPy}");
        return ExitCode.Done;
    }

    private static int ExportOutlines(CommandContext context, string? predictions, string project)
    {
        if (predictions is null)
        {
            throw new UsageException("expected --predictions FOUND with --qupath, got none; give the output folder of predict");
        }

        QuPathExportResult written = QuPathExport.Write(predictions, project);
        context.Print(
            new { written.Script, written.Classes, written.AddedClasses, written.Slices },
            $"{written.AddedClasses} classes added to {written.Classes}\n{written.Script}: imports the outlines of {Counted.Of(written.Slices, "slice")}; in QuPath, open the project, this script (Automate » Project scripts), and Run » Run for project");
        return ExitCode.Done;
    }

    private static int ExportModel(CommandContext context)
    {
        var options = new ModelExportOptions
        {
            Onnx = context.Find(Onnx),
            TorchScript = context.Find(TorchScript),
            BioImage = context.Find(BioImage),
            Authors = context.Get(Author),
            Licence = context.Find(License),
        };
        foreach (string file in options.Files)
        {
            OutputPath.RequireWritable(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/");
        }

        string model = ModelPath.Find(context.Find(Model) ?? ShippedModels.Default);
        ModelDescription written = ModelExport.Run(model, options);
        context.Print(new { model, options.Files, written.Input, written.Output }, $"{string.Join('\n', options.Files)}\ninput: {written.Input}\noutput: {written.Output}");
        return ExitCode.Done;
    }
}
