using System.Runtime.InteropServices;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Workflows;

/// <summary>Describes a run of predictions for <c>run.json</c>.</summary>
internal static class PredictionRunRecord
{
    /// <summary>Describes a run that has no slices yet; the model file is hashed here, once.</summary>
    /// <exception cref="IOException">The model file cannot be read.</exception>
    public static PredictionRun Begin(SegmentationModel model, PredictionWorkflowOptions options) => new()
    {
        Written = options.Origin.Time.GetUtcNow(),
        CommandLine = options.Origin.CommandLine,
        Program = new PredictionRunProgram(ProgramVersion.Text, RuntimeInformation.FrameworkDescription, TorchRuntime.Version),
        Model = Describe(model, options.Origin.ModelFile),
        Options = new PredictionRunOptions
        {
            Binning = options.Binning?.Factor,
            MicrometresPerPixel = options.MicrometresPerPixel,
            Reading = options.Reading,
            Configuration = options.Prediction.Configuration is { } configuration ? JsonFormat.NameOf(configuration) : null,
            TestTimeAugmentation = options.Prediction.TestTimeAugmentation,
            Precision = JsonFormat.NameOf(options.Prediction.PrecisionOn(model.Network.Weights.Values.Device)),
            Probabilities = options.WriteProbabilities,
            FullResolution = options.WriteFullResolution,
            Overlay = options.WriteOverlay,
        },
        Slices = [],
    };

    private static PredictionRunModel Describe(SegmentationModel model, string? file) => new()
    {
        File = file is null ? null : Path.GetFileName(file),
        Sha256 = file is null ? null : FileHash.Of(file),
        Configuration = JsonFormat.NameOf(model.Configuration),
        Catalog = model.Catalog,
        Preprocessing = model.Preprocessing,
        Source = model.Provenance.Source,
        SliceIds = model.SeenSliceIds,
        Version = model.Provenance.Version,
    };
}
