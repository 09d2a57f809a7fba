using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Importing;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class ImportCommand
{
    private static readonly Option<string?> Images = new("--images") { Description = "Folder of microscope images.", HelpName = "DIR" };

    private static readonly Option<string?> Rois = new("--rois")
    {
        Description = "Folder of outlines, named as the images: ImageJ's B31-02.zip or QuPath's B31-02.geojson for B31-02.tif; or an output folder of predict, with its B31-02.rois.zip.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> NumPy = new("--numpy")
    {
        Description = "Instead of images and ROIs: a folder with features.npy and labels_<region>.npy.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Catalog = new("--catalog")
    {
        Description = "JSON list of the regions, as in dataset.json. Default: those of the folder of predictions, or the six of sagittal slices.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Names = NamesOption.Create();

    private static readonly Option<bool> MergeSides = NamesOption.CreateMergeSides();

    private static readonly Option<int?> BinningFactor = new("--binning")
    {
        Description = "Pixels along each axis that are averaged to one, 1 to 4096. Default for images: that of the predictions if --rois is a folder of predict, otherwise by the length of the tissue; for NumPy: the number at the end of the folder's name.",
        HelpName = "N",
    };

    private static readonly Option<bool> Recursive = SharedOptions.CreateRecursive();

    private static readonly ReadingChoice Reading = new("the mean of red, green and blue, or the first one", "the maximum projection", "what each image looks like");

    private static readonly Option<bool> Blur = new("--blur") { Description = "Smooth images before binning by a Gaussian with a sigma of half the binning." };

    private static readonly Option<string?> Rule = RasterRuleChoice.Create();

    private static readonly Option<double?> PixelSize = PixelSizeOption.Create("Side of a full-resolution pixel in micrometres. Default: the size in the images' metadata.");

    private static readonly Option<int?> First = new("--first") { Description = "NumPy: only the first N slices.", HelpName = "N" };

    private static readonly Option<string> Output = new("--output") { Description = "Dataset folder to create.", HelpName = "DATASET", Required = true };

    public static Command Create()
    {
        var command = new Command("import", "Converts annotated images, or the original project's NumPy folder, to a dataset.")
        {
            Images, Rois, Recursive, NumPy, Catalog, Names, MergeSides, BinningFactor, Rule, Blur, PixelSize, First, Output, SharedOptions.Overwrite,
        };
        Reading.AddTo(command);
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string? images = context.Find(Images);
        string? rois = context.Find(Rois);
        string? numPy = context.Find(NumPy);
        if (numPy is not null && (context.Get(Names).Length > 0 || context.Get(MergeSides) || context.Find(Rule) is not null || context.Get(Recursive) || Reading.Find(context) is not null))
        {
            throw new UsageException("expected --names, --merge-sides, --raster-rule, --recursive, --channel, --plane and --background with --images and --rois, got one with --numpy, whose slices are read, named and rasterised already; omit it");
        }

        OutputPath.RequireWritable(context.Get(Output));
        DatasetFolder.RequireReplaceable(context.Get(Output), context.Get(SharedOptions.Overwrite));
        Binning? binning = context.Find(BinningFactor) is int factor ? new Binning(factor) : null;
        ImportOptions options = Options(context, rois, binning);
        ImportResult result = (images, rois, numPy) switch
        {
            (not null, not null, null) => ImportImages(context, images, rois, options),
            (null, null, not null) => ImportNumPy(context, numPy, binning, options),
            _ => throw new UsageException("expected either --images with --rois, or --numpy; see deepslice import --help"),
        };
        return Finish(context, result, context.Get(Output));
    }

    private static ImportOptions Options(CommandContext context, string? rois, Binning? binning)
    {
        var defaults = new ImportOptions();
        RegionCatalog? catalog = context.Find(Catalog) is { } path ? RegionCatalogFile.Read(path) : null;
        return defaults with
        {
            Binning = binning ?? (rois is null ? null : BinningOf(rois)),
            Recursive = context.Get(Recursive),
            MergeSides = context.Get(MergeSides),
            Preprocessing = (Reading.Find(context) ?? new Preprocessing()) with
            {
                Blur = context.Get(Blur),
                MicrometresPerPixel = context.Find(PixelSize),
                Rule = RasterRuleChoice.Parse(context.Find(Rule)) ?? defaults.Preprocessing.Rule,
            },
            Catalog = (rois is null ? catalog ?? defaults.Catalog : new PredictionFolder(rois).CatalogOr(catalog)).WithAliases(NamesOption.Parse(context.Get(Names))),
        };
    }

    // Outlines of predict follow the pixels of its binning.
    private static Binning? BinningOf(string rois)
    {
        int[] found = [.. new PredictionFolder(rois).ReadRuns().Runs.SelectMany(run => run.Slices).Select(slice => slice.Binning).Distinct()];
        if (found.Length > 1)
        {
            Failure.Warn($"{rois}: expected predictions of one binning, got {string.Join(", ", found.Order())}; the binning is planned by the tissue, state it by --binning");
        }

        return found.Length == 1 ? new Binning(found[0]) : null;
    }

    private static ImportResult ImportImages(CommandContext context, string images, string rois, ImportOptions options) =>
        CommandContext.WithProgress("importing", "images", meter => ImageImporter.Import(
            images, rois, options, new Relay<ImportProgress>(progress => meter.Report(progress.Done, progress.Total)), context.CancellationToken));

    private static ImportResult ImportNumPy(CommandContext context, string folder, Binning? binning, ImportOptions options)
    {
        SliceDataset read = RestTissue.Fill(NumPyDataset.Read(folder, options.Catalog, context.Find(First), binning));
        SliceDataset dataset = read with { Preprocessing = read.Preprocessing with { MicrometresPerPixel = options.Preprocessing.MicrometresPerPixel } };
        RasterSize size = dataset.Slices.Count > 0 ? dataset.Slices[0].Image.Size : default;
        string reason = binning is null ? "from the name of the folder" : "as stated";
        return new ImportResult(
            dataset, new SliceScale(dataset.Binning, size, dataset.Preprocessing.MicrometresPerWorkingPixel, reason), [],
            [.. new[] { RegionCounts.Of(dataset).Warning(), DatasetScale.Warning(dataset) }.OfType<string>()]);
    }

    private static int Finish(CommandContext context, ImportResult result, string output)
    {
        int count = result.Dataset.Slices.Count;
        if (count > 0)
        {
            DatasetFolder.Write(output, result.Dataset, context.Get(SharedOptions.Overwrite));
            string page = DatasetCheck.Write(output, result, context.Arguments, context.CancellationToken);
            RegionCounts regions = RegionCounts.Of(result.Dataset);
            string skipped = result.Failures.Count > 0 ? $"; {Counted.Of(result.Failures.Count, "file")} skipped" : "";
            context.Print(
                new { dataset = output, slices = count, regions = regions.ByKey, scale = ScaleWords.ToJson(result.Scale), check = page, failures = result.Failures, warnings = result.Warnings },
                $"{Counted.Of(count, "slice")} in {output}{skipped}\n{result.Scale.ToWords()}\n{regions.ToWords()}\nlook whether the outlines fit: {page}");
        }

        Failure.Warn(result.Warnings);

        return Failure.Report(result.Failures);
    }
}
