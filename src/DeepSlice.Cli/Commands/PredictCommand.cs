using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Metrics;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class PredictCommand
{
    // More ids would scroll the result off the screen.
    private const int MostNamed = 8;

    private static readonly Option<string?> Model = new("--model")
    {
        Description = "Model file, output folder of train, or name of a model that comes with the program (deepslice models lists them). Default: mouse-any-plane, for six regions of mouse brain slices of any plane.",
        HelpName = "FILE|RUN|NAME",
    };

    private static readonly Option<string[]> Input = new("--input")
    {
        Description = "Images, folders of images, datasets, or .npy stacks of shape (count, height, width).",
        HelpName = "PATH",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder for label maps, outlines (ROI zips and GeoJSON) and overlays, regions.csv, report.html and run.json.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string> BinningFactor = new("--binning")
    {
        Description = "Pixels of an image along each axis that are averaged to one, 1 to 4096. auto: by the pixel sizes of image and model if both are known, otherwise by the length of the tissue. Not for datasets and .npy stacks, which are already binned.",
        HelpName = "N|auto",
        DefaultValueFactory = _ => BinningChoice.Automatic,
    };

    private static readonly Option<double?> PixelSize = PixelSizeOption.Create("Side of a full-resolution pixel of the images in micrometres. Default: the size in the images' metadata.");

    private static readonly Option<bool> Recursive = SharedOptions.CreateRecursive();

    private static readonly ReadingChoice Reading = new("the model's", "the model's", "the model's, otherwise what each image looks like");

    private static readonly Option<string?> NetworkConfiguration = ConfigurationChoice.Create(
        "Which networks of a cascade to apply. Default: all.");

    private static readonly Option<bool> TestTimeAugmentation = new("--tta")
    {
        Description = "Average over the eight rotations and mirrorings of each slice: more accurate, eight times slower.",
    };

    private static readonly Option<bool> Probabilities = new("--probabilities")
    {
        Description = "Also write <id>.probabilities.npy: 32-bit (region, height, width).",
    };

    private static readonly Option<bool> FullResolution = new("--full-resolution")
    {
        Description = "Also write <id>.labels.tif: region indices of the size of the image, a tiled, compressed TIFF with smaller levels.",
    };

    private static readonly Option<bool> Overlay = new("--overlay")
    {
        Description = "Also write <id>.overlay.tif: the working image, for ImageJ and Fiji, with the outlines as its overlay.",
    };

    private static readonly Option<bool> Quantify = new("--quantify")
    {
        Description = "Also measure the slices as quantify does without options: quantities.csv, animals.csv, midlines.csv.",
    };

    private static readonly Option<bool> Again = new("--again")
    {
        Description = "Predict all slices, also those that an earlier call with the same model and options has finished.",
    };

    private static readonly Option<string> DeviceName = DeviceChoice.Create();

    public static Command Create()
    {
        var command = new Command("predict", "Segments new slices: outlines for Fiji and QuPath, label maps, measurements and a report.")
        {
            Model, Input, Recursive, Output, BinningFactor, PixelSize, NetworkConfiguration, TestTimeAugmentation, Probabilities, FullResolution, Overlay, Quantify, DeviceName, Again,
        };
        Reading.AddTo(command);
        SlurmChoice.AddTo(command, hasShards: true);
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string output = context.Get(Output);
        Device device = Device.Parse(context.Get(DeviceName));
        string modelFile = context.Find(Model) is { } given ? ModelPath.Find(given) : ShippedModels.Require();
        PredictionWorkflowOptions options = OptionsOf(context, modelFile);
        bool isSubmitted = SlurmChoice.IsGiven(context);
        OutputPath.RequireWritable(output);
        ProcessSettings.PrepareForNetworks();
        using SegmentationModel model = ModelFile.Read(modelFile, device);
        if (isSubmitted)
        {
            return SlurmChoice.SubmitShards(context, output, PredictionWorkflow.CountParts(model, context.Get(Input), options), "slices");
        }

        PredictionWorkflowResult result = CommandContext.WithProgress("predicting", "slices", meter => PredictionWorkflow.Run(
            model,
            context.Get(Input),
            output,
            options,
            new Relay<PredictionProgress>(progress => meter.Report(progress.Done, progress.Total)),
            context.CancellationToken));
        if (options.Shard.IsPart)
        {
            return FinishPart(context, result, output, options.Shard);
        }

        QuantityResult? quantities = !context.Get(Quantify) || result.Slices.Count == 0
            ? null
            : QuantifyCommand.Measure(output, output, new QuantityOptions { MicrometresPerPixel = options.MicrometresPerPixel }, context.CancellationToken);
        return Finish(context, result, quantities, output, modelFile, model.Provenance.ToWords(model.Preprocessing.Binning));
    }

    private static PredictionWorkflowOptions OptionsOf(CommandContext context, string modelFile) => new()
    {
        Binning = BinningChoice.Parse(context.Get(BinningFactor)),
        MicrometresPerPixel = context.Find(PixelSize),
        Reading = Reading.Find(context),
        Recursive = context.Get(Recursive),
        WriteProbabilities = context.Get(Probabilities),
        WriteFullResolution = context.Get(FullResolution),
        WriteOverlay = context.Get(Overlay),
        Again = context.Get(Again),
        Shard = context.Find(SlurmChoice.Shard) is { } part ? Shard.Parse(part) : Shard.Whole,
        Prediction = new PredictionOptions
        {
            Configuration = ConfigurationChoice.Parse(context.Find(NetworkConfiguration)),
            TestTimeAugmentation = context.Get(TestTimeAugmentation),
            KeepProbabilities = context.Get(Probabilities),
        },
        Origin = new PredictionOrigin { ModelFile = modelFile, CommandLine = context.Arguments },
    };

    // What cannot be read is named again, and is an error, when the parts are put together.
    private static int FinishPart(CommandContext context, PredictionWorkflowResult result, string output, Shard shard)
    {
        Failure.Warn(result.Failures.Select(failure => failure.Reason));
        context.Print(
            new { output, shard = shard.ToString(), slices = result.Slices.Select(slice => slice.Id), before = result.Before, failures = result.Failures },
            $"part {shard.Number} of {shard.Count}: {Counted.Of(result.Slices.Count, "slice")} in {output}{Before(result)}");
        return ExitCode.Done;
    }

    private static string Before(PredictionWorkflowResult result) => result.Before == 0 ? "" : $", {(result.Before == result.Slices.Count ? "all" : $"{result.Before}")} finished before (--again predicts them again)";

    private static int Finish(CommandContext context, PredictionWorkflowResult result, QuantityResult? quantities, string output, string modelFile, string origin)
    {
        int count = result.Slices.Count;
        string[] doubtful = [.. result.Slices.Where(slice => slice.IsDoubtful).Select(slice => slice.Id)];
        string failed = result.Failures.Count == 0 ? "" : $"; {result.Failures.Count} could not be predicted";
        string trust = doubtful.Length == 0 ? "" : $"\nlow confidence, check before use: {Listed.Of(doubtful, MostNamed)}{(doubtful.Length > MostNamed ? $", flagged in {PredictionFolder.TableName}" : "")}";
        if (count > 0 || context.Json)
        {
            context.Print(
                new
                {
                    model = modelFile,
                    output,
                    quantities = quantities is null ? null : QuantifyCommand.TableIn(output),
                    slices = result.Slices.Select(Describe),
                    failures = result.Failures,
                    warnings = result.Warnings,
                    totals = new { slices = count, before = result.Before, failures = result.Failures.Count },
                },
                $"model: {(ShippedModels.NameOf(modelFile) is { } name ? $"{name}, which comes with the program" : modelFile)}, {origin}\n{Counted.Of(count, "slice")} in {output}{Before(result)}{failed}; report: {new PredictionFolder(output).ReportFile}\n{ScaleWords.Render(result.Slices)}{trust}{(quantities is null ? "" : $"\nmeasured: {QuantifyCommand.Render(quantities, output)}")}");
        }

        Failure.Warn([.. result.Warnings, .. quantities?.Warnings ?? []]);
        foreach (IGrouping<string, PredictedSlice> warned in result.Slices.Where(slice => slice.Scale.Warning is not null).GroupBy(slice => slice.Scale.Warning!, StringComparer.Ordinal))
        {
            Failure.Warn($"{Listed.Of([.. warned.Select(slice => slice.Id)], MostNamed)}: {warned.Key}");
        }

        return Failure.Report([.. result.Failures, .. quantities?.Failures ?? []]);
    }

    private static object Describe(PredictedSlice slice) => new
    {
        id = slice.Id,
        animal = slice.Animal,
        scale = ScaleWords.ToJson(slice.Scale),
        slice.Confidence,
        doubtful = slice.IsDoubtful,
        regions = slice.Measurements.ToDictionary(measurement => measurement.Region.Key, Describe, StringComparer.Ordinal),
    };

    private static object Describe(RegionMeasurement measurement) => new
    {
        measurement.AreaPixels,
        measurement.AreaSquareMicrometres,
        measurement.Fraction,
        measurement.MeanIntensity,
        measurement.Confidence,
    };
}
