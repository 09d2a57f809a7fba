using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

internal static class PhantomCommand
{
    public static Command Create()
    {
        Option<int> count = new("--count") { Description = "Number of slices.", HelpName = "N", DefaultValueFactory = _ => 40 };
        Option<int> size = new("--size") { Description = "Side of the square slices in pixels, 32 to 8192.", HelpName = "P", DefaultValueFactory = _ => 96 };
        Option<ulong> seed = new("--seed") { Description = "Any whole number; equal seeds give equal slices.", HelpName = "S", DefaultValueFactory = _ => 1 };
        Option<string> output = new("--output") { Description = "Dataset folder to make.", HelpName = "DATASET", Required = true };
        var command = new Command("phantom", "Makes synthetic annotated slices.") { count, size, seed, output };
        CommandContext.Bind(command, context => Run(context, context.Get(count), new PhantomOptions { SizePixels = context.Get(size) }, context.Get(seed), context.Get(output)));
        return command;
    }

    private static int Run(CommandContext context, int count, PhantomOptions options, ulong seed, string output)
    {
        OutputPath.RequireWritable(output);
        DatasetFolder.RequireReplaceable(output);
        SliceDataset dataset = CommandContext.WithProgress("making phantoms", "slices", meter =>
            PhantomGenerator.GenerateDataset(count, options, seed, progress: new Relay<int>(made => meter.Report(made, count)), cancellationToken: context.CancellationToken));
        DatasetFolder.Write(output, dataset);
        context.Print(
            new { dataset = output, slices = count, sizePixels = options.SizePixels, seed },
            $"{count} slices of {options.SizePixels}×{options.SizePixels} pixels in {output}");
        return ExitCode.Done;
    }
}
