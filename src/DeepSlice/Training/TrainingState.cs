using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>All state of a run, saved in checkpoints so that a resumed run equals an uninterrupted one.</summary>
internal sealed class TrainingState : IDisposable
{
    private const string ProgressKey = "progress";
    private const string FingerprintKey = "fingerprint";

    public TrainingState(TrainingPlan plan, Device device)
    {
        var random = new RandomStream(plan.Seed);
        Network = Network.Create(plan.Network, device, random);
        Averaged = Network.Create(plan.Network, device, random);
        Optimizer = new AdamW(Network.Weights, plan.WeightDecay);
        LossSum = Tensor.Zeros(TensorType.Float32, device, 1);
    }

    /// <summary>The network in training.</summary>
    public Network Network { get; }

    /// <summary>The exponential moving average of its weights: the network that is validated and saved.</summary>
    public Network Averaged { get; }

    /// <summary>The optimiser with its moments.</summary>
    public AdamW Optimizer { get; }

    /// <summary>Sum of the losses of this epoch's steps, so that an epoch can be resumed in its middle.</summary>
    public Tensor LossSum { get; }

    /// <summary>Progress so far.</summary>
    public TrainingProgress Progress { get; set; } = new();

    /// <summary>Updates the moving average.</summary>
    /// <param name="decay">Decay of the average; smaller during the first steps, whose weights are still random.</param>
    public void Average(double decay)
    {
        using var scope = new TensorScope();
        using var frozen = new NoGradientScope();
        double share = 1 - Math.Min(decay, (1.0 + Progress.Step) / (10.0 + Progress.Step));
        Aten.MultiplyInPlace(Averaged.Weights.Values, 1 - share);
        Aten.AddInPlace(Averaged.Weights.Values, Network.Weights.Values, share);
        Aten.MultiplyInPlace(Averaged.Weights.StatisticValues, 1 - share);
        Aten.AddInPlace(Averaged.Weights.StatisticValues, Network.Weights.StatisticValues, share);
    }

    /// <summary>Saves the state under a temporary name, then renames.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="fingerprint">Of plan and slices; a resumed run must have the same.</param>
    public void Save(string path, string fingerprint)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafetensorsTensor[] tensors = [.. Blocks().Select(block => new SafetensorsTensor(block.Name, block.Tensor.Shape, block.Tensor.ToArray<float>()))];
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ProgressKey] = JsonSerializer.Serialize(Progress, JsonFormat.Compact),
            [FingerprintKey] = fingerprint,
        });
    }

    /// <summary>Loads a state saved by <see cref="Save"/>.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="fingerprint">Of plan and slices.</param>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or belongs to another plan or other slices.</exception>
    public void Load(string path, string fingerprint)
    {
        SafetensorsContent content = SafetensorsFile.Read(path);
        if (content.Metadata.GetValueOrDefault(FingerprintKey) != fingerprint)
        {
            throw new InvalidDataException($"{path}: expected a checkpoint of this plan and these slices, got one of another plan, other slices, or a cascade begun by an earlier version; resume with the same dataset, or begin a new run in another folder");
        }

        foreach ((string name, Tensor tensor) in Blocks())
        {
            if (!content.Tensors.TryGetValue(name, out SafetensorsTensor? saved) || !saved.Shape.SequenceEqual(tensor.Shape))
            {
                throw new InvalidDataException($"{path}: '{name}' is missing or has another size; the checkpoint is damaged, begin a new run");
            }

            tensor.Write(saved.Values.Span);
        }

        Progress = ReadProgress(path, content);
    }

    public void Dispose()
    {
        LossSum.Dispose();
        Optimizer.Dispose();
        Averaged.Dispose();
        Network.Dispose();
    }

    private static TrainingProgress ReadProgress(string path, SafetensorsContent content)
    {
        return JsonText.Parse<TrainingProgress>(
            $"{path}: progress of the run", content.Metadata.GetValueOrDefault(ProgressKey) ?? "null", JsonFormat.Compact, "the checkpoint is damaged, begin a new run");
    }

    private IEnumerable<(string Name, Tensor Tensor)> Blocks() =>
    [
        ("values", Network.Weights.Values),
        ("statistics", Network.Weights.StatisticValues),
        ("averaged.values", Averaged.Weights.Values),
        ("averaged.statistics", Averaged.Weights.StatisticValues),
        ("optimizer.first", Optimizer.FirstMoment),
        ("optimizer.second", Optimizer.SecondMoment),
        ("loss.sum", LossSum),
    ];
}
