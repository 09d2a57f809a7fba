using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Quantities;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class QuantifyCommand
{
    private static readonly Option<string> Predictions = new("--predictions") { Description = "Output folder of predict.", HelpName = "DIR", Required = true };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "Folder for quantities.csv, animals.csv, both as .parquet, and qupath/ with outlines by side; default: the folder of the predictions.",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Images = new("--images")
    {
        Description = "Image files, or folders of them; default: the images that were predicted.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Recursive = SharedOptions.CreateRecursive();

    private static readonly Option<string?> Channels = new("--image-channels")
    {
        Description = "Channels to measure: names or numbers from 0, separated by commas, or none for areas and objects only; default: all.",
        HelpName = "LIST",
    };

    private static readonly Option<int?> Plane = new("--plane") { Description = "Plane of Z-stacks, from 0.", HelpName = "K" };

    private static readonly Option<double?> PixelSize = PixelSizeOption.Create("Side of a full-resolution pixel in micrometres; default: that of the prediction or the image.");

    private static readonly Option<string?> Objects = new("--objects")
    {
        Description = "Cells or other objects: a table with slice, x and y, or a folder of tables, ImageJ's point ROIs or QuPath's .geojson named as the slices.",
        HelpName = "PATH",
    };

    private static readonly Option<string?> Exclude = new("--exclude")
    {
        Description = "Folder of what is damaged: masks SLICE.png, or SLICE.roi, .zip or .geojson with outlines named damage or exclude.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Groups = new("--groups") { Description = "JSON list of groups of regions, each with key, name and regions.", HelpName = "FILE" };

    private static readonly Option<string?> Sections = new("--sections") { Description = "Table of the sections with the columns slice, animal, group and section, the position in the animal.", HelpName = "FILE" };

    private static readonly Option<double?> Spacing = new("--spacing") { Description = "Distance from one section to the next in micrometres, for volumes.", HelpName = "UM" };

    private static readonly Option<double?> Thickness = new("--thickness") { Description = "Thickness of a section in micrometres, for totals and densities per mm³.", HelpName = "UM" };

    private static readonly Option<string?> Side = new("--side") { Description = "All slices show this hemisphere only: left or right; default: the midline of each slice is found.", HelpName = "left|right" };

    private static readonly Option<bool> Flipped = new("--flipped") { Description = "The images show the slices from behind: what is left in the image is right in the animal." };

    private static readonly Option<int?> Parts = new("--parts") { Description = "Put together the N parts that --shard 1/N to N/N have measured.", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("quantify", "Measures predicted slices: areas, intensities of all channels and objects by region, side and animal.")
        {
            Predictions, Output, Images, Recursive, Channels, Plane, PixelSize, Objects, Exclude, Groups, Sections, Spacing, Thickness, Side, Flipped, Parts,
        };
        SlurmChoice.AddTo(command, hasShards: true);
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string predictions = context.Get(Predictions);
        string output = context.Find(Output) ?? predictions;
        OutputPath.RequireWritable(output);
        QuantityOptions options = OptionsOf(context);
        if (options.Recursive && options.Images.Count == 0)
        {
            throw new UsageException("expected --recursive with --images FOLDER, got no --images; the images of a prediction are known without it");
        }

        if (SlurmChoice.IsGiven(context))
        {
            return SlurmChoice.SubmitShards(context, output, QuantityWorkflow.Count(predictions), "slices", Parts);
        }

        if (context.Find(SlurmChoice.Shard) is { } part)
        {
            return MeasurePart(context, predictions, output, options, Shard.Parse(part));
        }

        QuantityResult result = context.Find(Parts) is int parts
            ? QuantityWorkflow.Collect(predictions, output, options, Ensure.InRange(parts, 1, 1_000_000, "--parts"))
            : Measure(predictions, output, options, context.CancellationToken);
        return Show(context, output, result);
    }

    // What cannot be measured is named again, and is an error, when the parts are put together.
    private static int MeasurePart(CommandContext context, string predictions, string output, QuantityOptions options, Shard shard)
    {
        QuantityPart part = CommandContext.WithProgress("measuring", "slices", meter =>
            QuantityWorkflow.RunPart(predictions, output, options, shard, new Relay<(int Done, int All)>(state => meter.Report(state.Done, state.All)), context.CancellationToken));
        Failure.Warn(part.Failures.Select(failure => failure.Reason));
        context.Print(new { output, shard = shard.ToString(), slices = part.Midlines.Count, failed = part.Failures.Count }, $"part {shard.Number} of {shard.Count}: {Counted.Of(part.Midlines.Count, "slice")} in {output}");
        return ExitCode.Done;
    }

    private static int Show(CommandContext context, string output, QuantityResult result)
    {
        Failure.Warn(result.Warnings);
        int slices = SlicesOf(result);
        string table = TableIn(output);
        context.Print(
            new
            {
                table,
                animals = Path.Combine(output, QuantityWorkflow.AnimalTableName + ".csv"),
                slices,
                rows = result.Rows.Count,
                midlines = result.Midlines.Select(midline => new { slice = midline.SliceId, sides = JsonFormat.NameOf(midline.State), midline.Symmetry, midline.Flag }),
                failed = result.Failures.Select(failure => failure.Path),
            },
            Render(result, output));
        return Failure.Report(result.Failures);
    }

    /// <summary>Measures slices, with a progress bar.</summary>
    public static QuantityResult Measure(string predictions, string output, QuantityOptions options, CancellationToken cancellationToken) =>
        CommandContext.WithProgress("measuring", "slices", meter =>
            QuantityWorkflow.Run(predictions, output, options, new Relay<(int Done, int All)>(state => meter.Report(state.Done, state.All)), cancellationToken));

    /// <summary>One line on what was measured.</summary>
    public static string Render(QuantityResult result, string output) =>
        $"{Counted.Of(SlicesOf(result), "slice")}, {WordsOf(result.Midlines)}; {Counted.Of(result.Rows.Count, "row")} in {TableIn(output)}";

    /// <summary>The table of slices in an output folder.</summary>
    public static string TableIn(string output) => Path.Combine(output, QuantityWorkflow.TableName + ".csv");

    private static int SlicesOf(QuantityResult result) => result.Rows.Select(row => row.Slice.Id).Distinct(StringComparer.Ordinal).Count();

    private static QuantityOptions OptionsOf(CommandContext context) => new()
    {
        Images = context.Get(Images),
        Recursive = context.Get(Recursive),
        Channels = context.Find(Channels) is not { } list ? null : list == "none" ? [] : list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Plane = context.Find(Plane),
        MicrometresPerPixel = context.Find(PixelSize),
        Objects = context.Find(Objects),
        Exclusions = context.Find(Exclude),
        Groups = context.Find(Groups),
        Sections = context.Find(Sections),
        Spacing = context.Find(Spacing),
        Thickness = context.Find(Thickness),
        Side = context.Find(Side)?.ToLower(CultureInfo.InvariantCulture) switch
        {
            null => null,
            "left" => SideState.Left,
            "right" => SideState.Right,
            _ => throw new UsageException($"--side: expected left or right, got '{context.Find(Side)}'"),
        },
        IsFlipped = context.Get(Flipped),
    };

    private static string WordsOf(IReadOnlyList<Midline> midlines) => string.Join(
        ", ",
        midlines.CountBy(midline => midline.State).OrderBy(count => count.Key == SideState.Unknown).ThenBy(count => count.Key).Select(count => count.Key switch
        {
            SideState.Both => $"{count.Value} with a midline",
            SideState.Unknown => $"{count.Value} with unknown sides",
            _ => $"{count.Value} of the {JsonFormat.NameOf(count.Key)} side only",
        }));
}
