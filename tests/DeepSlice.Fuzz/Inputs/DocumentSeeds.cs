using System.Text;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>Datasets, models, plans and other documents that the library writes.</summary>
internal static class DocumentSeeds
{
    public const string CellFingerprint = "f";

    /// <summary>Files of a dataset.</summary>
    public static IReadOnlyCollection<string> DatasetNames { get; } = [DatasetFolder.DocumentName, "images/a.tif", "images/b.tif", "labels/a.png", "labels/b.png"];

    /// <summary>Files of a NumPy folder.</summary>
    public static IReadOnlyCollection<string> ArrayNames { get; } = ["features.npy", .. RegionCatalog.SagittalSix.Annotated.Select(region => $"labels_{region.Key}.npy")];

    /// <summary>A plan with all parts.</summary>
    public static TrainingPlan Plan { get; } = new()
    {
        Network = Network(8),
        Patches = new PatchOptions { CoarseFactor = 4, SliceSize = new RasterSize(64, 48) },
        Whole = new WholeStagePlan { Network = Network(8), Epochs = 3, BatchSize = 2 },
        Decisions = [new PlanDecision("epochs", "6", "Set by hand.")],
        Epochs = 6,
        BatchSize = 3,
    };

    private static SliceDataset Dataset { get; } = new()
    {
        Catalog = RegionCatalog.SagittalSix,
        Preprocessing = new Preprocessing { Binning = new Binning(4), MicrometresPerPixel = 0.65, Channel = 1 },
        Provenance = "seed",
        Slices = [Slice("a"), Slice("b")],
    };

    public static IReadOnlyList<byte[]> Datasets() => [Seeds.WrittenFolder(folder => DatasetFolder.Write(folder, Dataset))];

    public static IReadOnlyList<byte[]> DatasetDocuments() =>
    [
        Seeds.Written("set", folder => DatasetFolder.Write(folder, Dataset), DatasetFolder.DocumentName),
        """{"format":"deepslice-dataset","version":1,"binning":64,"micrometresPerPixel":0.5,"regions":[{"index":0,"key":"bg","name":"b","color":"#000000","annotated":false},{"index":1,"key":"cx","name":"c","color":"#00ff00"}],"slices":[{"id":"a","originalWidth":64,"originalHeight":32}]}"""u8.ToArray(),
    ];

    public static IReadOnlyList<byte[]> ArrayFolders() => [Seeds.WrittenFolder(folder => NumPyDataset.Write(Dataset, folder))];

    public static IReadOnlyList<byte[]> Models() =>
    [
        Seeds.Written("model.safetensors", path => WriteModel(path, isCascade: false)),
        Seeds.Written("model.safetensors", path => WriteModel(path, isCascade: true)),
        Seeds.Written("model.safetensors", WriteFormerModel),
        Seeds.Written("model.safetensors", path => SafetensorsFile.Write(path, [new SafetensorsTensor("a", [2, 3], new float[6]), new SafetensorsTensor("b", [], new float[1]) { StoredAs = SafetensorsType.Float16 }], new Dictionary<string, string> { ["key"] = "text" })),
    ];

    public static IReadOnlyList<byte[]> Plans() =>
    [
        Encoding.UTF8.GetBytes(TrainingPlanFile.Format(Plan)),
        Encoding.UTF8.GetBytes(TrainingPlanFile.Format(Plan with { Patches = null, Whole = null, Temperature = 1.5 })),
        """{"epochs":7,"learningRate":{"peak":0.001}}"""u8.ToArray(),
    ];

    public static IReadOnlyList<byte[]> Catalogs() => [JsonSerializer.SerializeToUtf8Bytes(RegionCatalog.SagittalSix, JsonFormat.Readable)];

    public static IReadOnlyList<byte[]> Runs() => [JsonSerializer.SerializeToUtf8Bytes(new PredictionRuns { Runs = [Run("a"), Run("b")] }, JsonFormat.Readable)];

    public static IReadOnlyList<byte[]> Cells() =>
    [
        """{"fingerprint":"f","slices":[{"id":"a","dice":{"cx":0.5,"hp":0.25},"imagined":["th"],"confidence":0.75}],"examples":[{"choice":"worst","sliceId":"a","dice":0.5,"image":"AAAA","width":2,"height":2,"predicted":{"cx":"M0 0"},"annotated":{"cx":"M0 0"}}]}"""u8.ToArray(),
        """{"fingerprint":"f","slices":[],"examples":[]}"""u8.ToArray(),
    ];

    private static NetworkPlan Network(int regions) => new() { RegionCount = regions, Widths = [2, 3], WorkingSize = new RasterSize(16, 16) };

    private static Slice Slice(string id) =>
        new() { Id = id, Image = ImageSeeds.Ramp(12, 8), Regions = ImageSeeds.Map(12, 8), Frame = ImageSeeds.Frame(12, 8) };

    private static void WriteModel(string path, bool isCascade)
    {
        using SegmentationModel whole = Model(Network(RegionCatalog.SagittalSix.Count));
        if (!isCascade)
        {
            ModelFile.Write(path, whole);
            return;
        }

        using SegmentationModel patch = Model(Network(RegionCatalog.SagittalSix.Count) with { ContextPlanes = RegionCatalog.SagittalSix.Count });
        ModelFile.Write(path, patch with { Patches = new PatchStage { CoarseFactor = 4, SliceSize = new RasterSize(64, 48), Whole = whole } });
    }

    /// <summary>A model that states its binning in the provenance.</summary>
    private static void WriteFormerModel(string path)
    {
        WriteModel(path, isCascade: false);
        SafetensorsContent content = SafetensorsFile.Read(path);
        var metadata = new Dictionary<string, string>(content.Metadata) { ["provenance"] = """{"source":"a","binning":64,"micrometresPerPixel":0.5}""" };
        metadata.Remove("preprocessing");
        SafetensorsFile.Write(path, [.. content.Tensors.Values], metadata);
    }

    private static SegmentationModel Model(NetworkPlan plan) => new()
    {
        Plan = plan,
        Catalog = RegionCatalog.SagittalSix,
        Normalization = new IntensityNormalization(),
        Preprocessing = Dataset.Preprocessing,
        Provenance = new ModelProvenance { SliceIds = ["a"], Frame = new RasterSize(16, 16) },
        Network = Networks.Network.Create(plan, Device.Cpu, new RandomStream(1)),
    };

    private static PredictionRun Run(string id) => new()
    {
        Written = DateTimeOffset.UnixEpoch,
        CommandLine = ["predict", "."],
        Program = new PredictionRunProgram("0.1", ".NET 10", "2.0"),
        Model = new PredictionRunModel { Configuration = "whole", Catalog = RegionCatalog.SagittalSix, SliceIds = ["a"], Preprocessing = Dataset.Preprocessing },
        Options = new PredictionRunOptions { Precision = "float32", Binning = 4 },
        Slices = [new PredictionRunSlice { Id = id, Input = "a.tif", Binning = 4, Width = 12, Height = 8 }],
    };
}
