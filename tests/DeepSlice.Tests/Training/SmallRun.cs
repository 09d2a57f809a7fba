using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepSlice.Augmentation;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

/// <summary>Runs that take a second: phantoms of 32 pixels and a U-Net of two narrow levels.</summary>
internal static class SmallRun
{
    public static SliceDataset Dataset(int count, ulong seed = 1, int side = 32) =>
        PhantomGenerator.GenerateDataset(count, new PhantomOptions { SizePixels = side, MildArtifacts = 0 }, seed);

    /// <summary>Nine slices, one of them held out; 8 slices in batches of 3 put the ends of epochs between and inside batches.</summary>
    public static TrainingPlan Plan { get; } = new()
    {
        Network = new NetworkPlan { RegionCount = 8, Widths = [4, 8], WorkingSize = new(32, 32) },
        Epochs = 6,
        BatchSize = 3,
        ValidationInterval = 2,
        AveragingDecay = 0.9,
        Precision = PrecisionChoice.Float32,
        Device = "cpu",
        Threads = 1, // so small a network waits longer for a second thread than it computes
        CheckpointSeconds = 0,
    };

    /// <summary>Trains one network without a report.</summary>
    public static IReadOnlyList<EpochRecord> Train(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken) =>
        Trainer.Train(TrainingSplit.Make(dataset, plan), plan, folder, null, progress, cancellationToken);

    public static TrainingSlice[] Prepare(SliceDataset dataset, TrainingPlan plan) =>
        [.. dataset.Slices.Select(slice => TrainingSlice.Prepare(slice, plan))];

    public static TrainingPlan Unvaried(this TrainingPlan plan) => plan with { Augmentation = AugmentationOptions.None };

    /// <summary>Names of everything a model file or checkpoint holds, each with a hash of its bits.</summary>
    public static string[] Weights(string file) =>
        [.. SafetensorsFile.Read(file).Tensors.Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).Select(tensor =>
            $"{tensor.Name} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(tensor.Values.Span)))[..16]}")];

    /// <summary>What of an epoch must not depend on the clock.</summary>
    public static string[] Metrics(IEnumerable<EpochRecord> history) =>
        [.. history.Select(record => FormattableString.Invariant(
            $"{record.Epoch} {record.Loss:R} {record.LearningRate:R} {record.ValidationDice:R} {string.Join(' ', record.RegionDice.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value:R}")))}"))];
}
