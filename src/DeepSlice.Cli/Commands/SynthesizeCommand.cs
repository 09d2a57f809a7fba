using System.CommandLine;
using DeepSlice.Atlases;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

internal static class SynthesizeCommand
{
    private static readonly Option<string[]> Atlas = AtlasOptions.CreateFolders(isRequired: true);

    private static readonly Option<int> Count = new("--count") { Description = "Number of slices.", HelpName = "N", DefaultValueFactory = _ => 100 };

    private static readonly Option<double> Length = new("--length")
    {
        Description = "Length of the tissue in pixels, 16 to 2048: its largest extent in any direction.",
        HelpName = "PIXELS",
        DefaultValueFactory = _ => 96,
    };

    public static Command Create()
    {
        var command = new Command("synthesize", "Makes annotated slices from brain atlases: random sections in random stains.")
        {
            Atlas, AtlasOptions.Regions, AtlasOptions.Planes, Count, Length, SharedOptions.Seed, SharedOptions.NewDataset, SharedOptions.Overwrite,
        };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        int count = context.Get(Count) is > 0 and int given ? given : throw new UsageException($"--count: expected 1 or more, got {context.Get(Count)}");
        double length = context.Get(Length) is >= 16 and <= 2048 and double pixels
            ? pixels
            : throw new UsageException(FormattableString.Invariant($"--length: expected 16 to 2048 pixels, got {context.Get(Length)}"));
        string output = context.Get(SharedOptions.NewDataset);
        OutputPath.RequireWritable(output);
        SynthesisOptions options = AtlasOptions.Synthesis(context);
        AtlasSections[] atlases = [.. AtlasOptions.Read(context, context.Get(Atlas)).Select(regions => new AtlasSections(regions, options))];
        SliceDataset description = SectionDataset.Describe(atlases, context.Get(SharedOptions.Seed));
        DatasetWriter.RequireReplaceable(output, description, context.Get(SharedOptions.Overwrite));
        CommandContext.WithProgress("making sections", "slices", meter =>
        {
            DatasetFolder.Write(
                output,
                description,
                SectionDataset.Enumerate(atlases, count, length, context.Get(SharedOptions.Seed), new Relay<int>(made => meter.Report(made, count)), context.CancellationToken),
                context.Get(SharedOptions.Overwrite));
            return count;
        });
        context.Print(
            new { dataset = output, slices = count, length, seed = context.Get(SharedOptions.Seed), planes = options.Planes, regions = description.Catalog.Regions.Select(region => region.Key) },
            $"{Counted.Of(count, "slice")} with tissue of {length} pixels in {output}");
        return ExitCode.Done;
    }
}
