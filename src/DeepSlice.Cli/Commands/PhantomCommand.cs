using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

internal static class PhantomCommand
{
    private const int DefaultCount = 40;

    private static readonly Option<string?> Rois = new("--rois")
    {
        Description = "Folder of outlines, ImageJ's zips or QuPath's .geojson: generates slices of their anatomy with synthetic texture, named after the files.",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Names = NamesOption.Create();

    private static readonly Option<bool> Recursive = SharedOptions.CreateRecursive();

    private static readonly Option<int?> Count = new("--count") { Description = "Number of slices. Default: 40, or with --rois the number of files.", HelpName = "N" };

    private static readonly Option<int> Size = new("--size")
    {
        Description = "Side of the square slices in pixels, 32 to 8192; corresponds to 16 mm.",
        HelpName = "P",
        DefaultValueFactory = _ => 96,
    };

    public static Command Create()
    {
        var command = new Command("phantom", "Generates synthetic annotated slices.") { Rois, Recursive, Names, Count, Size, SharedOptions.Seed, SharedOptions.NewDataset, SharedOptions.Overwrite };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var options = new PhantomOptions { SizePixels = context.Get(Size) };
        int? count = context.Find(Count) is int given ? RequirePositive(given) : null;
        if (context.Find(Rois) is null && (context.Get(Names).Length > 0 || context.Get(Recursive)))
        {
            throw new UsageException("expected --names and --recursive with --rois, got one without; give --rois DIR, or omit it");
        }

        OutputPath.RequireWritable(context.Get(SharedOptions.NewDataset));
        DatasetWriter.RequireReplaceable(context.Get(SharedOptions.NewDataset), PhantomGenerator.Describe(options, context.Get(SharedOptions.Seed)), context.Get(SharedOptions.Overwrite));
        return context.Find(Rois) is { } rois ? FromOutlines(context, rois, count, options) : FromAtlas(context, count ?? DefaultCount, options);
    }

    private static int RequirePositive(int count) => count > 0 ? count : throw new UsageException($"--count: expected 1 or more, got {count}");

    private static int FromAtlas(CommandContext context, int count, PhantomOptions options)
    {
        ulong seed = context.Get(SharedOptions.Seed);
        Write(context, count, PhantomGenerator.Describe(options, seed), relay =>
            PhantomGenerator.Enumerate(count, options, seed, progress: relay, cancellationToken: context.CancellationToken));
        Announce(context, count, options, [], []);
        return ExitCode.Done;
    }

    private static int FromOutlines(CommandContext context, string folder, int? wished, PhantomOptions options)
    {
        OutlinedAnatomies found = OutlinedAnatomies.Read(folder, NamesOption.Parse(context.Get(Names)), context.Get(Recursive));
        if (found.Anatomies.Count > 0)
        {
            int count = wished ?? found.Anatomies.Count;
            var generator = new OutlinedPhantomGenerator(found.Anatomies, options, context.Get(SharedOptions.Seed));
            Write(context, count, generator.Describe(), relay => generator.Enumerate(count, relay, context.CancellationToken));
            Announce(context, count, options, found.Failures, found.Warnings);
        }

        Failure.Warn(found.Warnings);
        return Failure.Report(found.Failures);
    }

    // Slices are written to disk as they are made: a hundred large ones would not fit in memory.
    private static void Write(CommandContext context, int count, SliceDataset description, Func<IProgress<int>, IEnumerable<Slice>> make) =>
        CommandContext.WithProgress("making phantoms", "slices", meter =>
        {
            DatasetFolder.Write(context.Get(SharedOptions.NewDataset), description, make(new Relay<int>(made => meter.Report(made, count))), context.Get(SharedOptions.Overwrite));
            return count;
        });

    private static void Announce(CommandContext context, int count, PhantomOptions options, IReadOnlyList<FileFailure> failures, IReadOnlyList<string> warnings)
    {
        string output = context.Get(SharedOptions.NewDataset);
        string skipped = failures.Count > 0 ? $"; {Counted.Of(failures.Count, "file")} skipped" : "";
        context.Print(
            new { dataset = output, slices = count, sizePixels = options.SizePixels, seed = context.Get(SharedOptions.Seed), failures, warnings },
            $"{Counted.Of(count, "slice")} of {options.SizePixels}×{options.SizePixels} pixels in {output}{skipped}");
    }
}
