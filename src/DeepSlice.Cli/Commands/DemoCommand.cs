using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Scores;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        Option<string> output = new("--output") { Description = "Output folder.", HelpName = "DIR", DefaultValueFactory = _ => "demo" };
        var command = new Command("demo", "Runs the main workflow on synthetic slices: outlines them with the model that comes with the program, adapts it to some, and scores both on held-out ones.") { output };
        CommandContext.Bind(command, context => Run(context, context.Get(output)));
        return command;
    }

    private static int Run(CommandContext context, string output)
    {
        OutputPath.RequireWritable(output);
        ProcessSettings.PrepareForNetworks();
        DemonstrationResult result = CommandContext.WithProgress("training", "epochs", meter => Demonstration.Run(
            output,
            new Relay<TrainingEvent>(value => TrainingMeter.Show(meter, value)),
            meter.Say,
            context.CancellationToken));
        context.PrintText(
            ScoreFiles.ToJson(result.Trained),
            $"{ScoreText.Render(result.Trained)}\n{Shipped(result, output)}Report: {Path.GetFullPath(Path.Combine(output, "report.html"))}\nYour own slices, in four commands: docs/tutorial.md");
        return ExitCode.Done;
    }

    private static string Shipped(DemonstrationResult result, string output) => result.Shipped?.Mean is null
        ? ""
        : FormattableString.Invariant(
            $"The model as it comes with the program, which has not seen slices like these: mean Dice {result.Shipped.Mean.Dice:0.000}, worst slice {result.Shipped.Worst!.Mean!.Dice:0.000}; see {Path.Combine(output, Demonstration.ShippedFolder)}\n");
}
