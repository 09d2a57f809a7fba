using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Native.Torch;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class CalibrateCommand
{
    private static readonly Option<string> Model = new("--model") { Description = "Model file to calibrate; its weights do not change.", HelpName = "FILE", Required = true };

    private static readonly Option<string> Folds = new("--folds") { Description = "Output folder of train --folds with the plan of the model.", HelpName = "RUN", Required = true };

    private static readonly Option<string?> Output = new("--output") { Description = "Model file to write. Default: the file of --model.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("calibrate", "Gives a model the temperature, and the thresholds of its flags, that a cross-validation of its plan has found.") { Model, Folds, Output };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string model = ModelPath.Find(context.Get(Model));
        string output = context.Find(Output) ?? model;
        OutputPath.RequireWritable(Path.GetDirectoryName(Path.GetFullPath(output)) ?? "/");
        CalibrationFile found = ModelCalibration.Run(model, context.Get(Folds), output, Device.Parse("cpu"));
        context.Print(
            new { model = output, found.Temperature, found.Flags },
            FormattableString.Invariant($"model: {output}\ntemperature {found.Temperature:0.###}; flags: {found.Flags!.ToWords()}"));
        return ExitCode.Done;
    }
}
