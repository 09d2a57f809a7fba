using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class CalibrateCommand
{
    private static readonly Option<string> Model = new("--model") { Description = "Model file to calibrate; its weights do not change.", HelpName = "FILE", Required = true };

    private static readonly Option<string?> Folds = new("--folds") { Description = "Output folder of train --folds with the plan of the model.", HelpName = "RUN" };

    private static readonly Option<string[]> Dataset = new("--dataset")
    {
        Description = "Dataset of annotated slices that the model was not trained on; may be repeated.",
        HelpName = "DATASET",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Output = new("--output") { Description = "Model file to write. Default: the file of --model.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("calibrate", "Gives a model its temperature and the thresholds of its flags: those that a cross-validation has found, or that fit annotated slices which it was not trained on.") { Model, Folds, Dataset, Output };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string[] datasets = context.Get(Dataset);
        if (context.Find(Folds) is null == (datasets.Length == 0))
        {
            throw new UsageException("expected --folds RUN or --dataset DATASET, got both or neither; give what to calibrate on");
        }

        string model = ModelPath.Find(context.Get(Model));
        string output = context.Find(Output) ?? (ShippedModels.NameOf(model) is { } name
            ? throw new UsageException($"expected --output FILE for {name}, which comes with the program, got none; say where to write the calibrated model")
            : model);
        OutputPath.RequireWritable(Path.GetDirectoryName(Path.GetFullPath(output)) ?? "/");
        CalibrationFile found = context.Find(Folds) is { } folds
            ? ModelCalibration.Run(model, folds, output, Device.Cpu)
            : Fit(context, model, datasets, output);
        context.Print(
            new { model = output, found.Temperature, found.Flags },
            FormattableString.Invariant($"model: {output}\ntemperature {found.Temperature:0.###}; flags: {found.Flags!.ToWords()}"));
        return ExitCode.Done;
    }

    private static CalibrationFile Fit(CommandContext context, string model, string[] datasets, string output)
    {
        ProcessSettings.PrepareForNetworks();
        SliceDataset slices = DatasetUnion.Of([.. datasets.Select(folder => (folder, DatasetFolder.Read(folder, context.CancellationToken)))]);
        return ModelCalibration.Run(model, slices, output, Device.Cpu, context.CancellationToken);
    }
}
