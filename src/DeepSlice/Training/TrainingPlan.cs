using System.Text.Json.Serialization;
using DeepSlice.Augmentation;
using DeepSlice.Imaging;
using DeepSlice.Losses;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>All settings of a training run. Together with the dataset it determines the weights.</summary>
public sealed record TrainingPlan
{
    /// <summary>Structure of the network; of the patch network in a cascade.</summary>
    public required NetworkPlan Network { get; init; }

    /// <summary>How patches are drawn; null if the network sees whole slices.</summary>
    public PatchOptions? Patches { get; init; }

    /// <summary>The whole-slice network of a cascade, trained first, on the coarse grid; null in the other configurations.</summary>
    public WholeStagePlan? Whole { get; init; }

    /// <summary>Which networks are trained.</summary>
    [JsonIgnore]
    public Configuration Configuration =>
        Patches is null ? Configuration.Whole : Whole is null ? Configuration.Patch : Configuration.Cascade;

    /// <summary>The grid that grey levels are measured on, as a binning of the working grid.</summary>
    [JsonIgnore]
    public Binning CoarseBinning => new(Patches?.CoarseFactor ?? 1);

    /// <summary>How the slices were made from images; null for whatever the dataset states.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>
    /// Length of the tissue, its largest Feret diameter, in pixels of the network: slices are resampled to it before the network sees them, in training and in
    /// prediction, so that their magnification does not matter. Null leaves slices at the resolution of the dataset.
    /// </summary>
    /// <value>8 … 4096, or null, the default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TissueLength { get; init => field = value is double length ? Ensure.InRange(length, 8, 4096, nameof(TissueLength)) : null; }

    /// <summary>The model whose weights training begins with; null for random weights.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InitialWeights? From { get; init; }

    /// <summary>Sections of atlases among the training slices; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AtlasPlan? Atlas { get; init; }

    /// <summary>Settings derived from the data, with reasons.</summary>
    public IReadOnlyList<PlanDecision> Decisions { get; init; } = [];

    /// <summary>Seed of the initial weights, the split, the order of slices and the augmentation.</summary>
    /// <value>Any value. The default is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of passes over the training slices.</summary>
    /// <value>1 … 1,000,000.</value>
    public required int Epochs { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(Epochs)); }

    /// <summary>Number of slices or patches per step.</summary>
    /// <value>1 … 1024.</value>
    public required int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); }

    /// <summary>Learning rate over the run.</summary>
    public LearningRateSchedule LearningRate { get; init; } = new();

    /// <summary>Decoupled weight decay of convolution weights.</summary>
    /// <value>0 … 1. The default is 0.01.</value>
    public double WeightDecay { get; init => field = Ensure.InRange(value, 0, 1, nameof(WeightDecay)); } = 0.01;

    /// <summary>The loss function.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>Random variation of the training slices.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Normalisation of grey values.</summary>
    public IntensityNormalization Normalization { get; init; } = new();

    /// <summary>Decay of the exponential moving average (EMA) of the weights; the average is the trained model.</summary>
    /// <value>0 (no averaging) … 0.99999. The default is 0.995.</value>
    public double AveragingDecay { get; init => field = Ensure.InRange(value, 0, 0.99999, nameof(AveragingDecay)); } = 0.995;

    /// <summary>Share of the training slices that are held out for validation; not used if the dataset marks slices as validation.</summary>
    /// <value>0 … 0.5; 0 holds none out. The default is 0.1.</value>
    public double ValidationShare { get; init => field = Ensure.InRange(value, 0, 0.5, nameof(ValidationShare)); } = 0.1;

    /// <summary>Epochs between validations.</summary>
    /// <value>1 or more. The default is 20.</value>
    public int ValidationInterval { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(ValidationInterval)); } = 20;

    /// <summary>Number of validations without a better score after which training stops early; 0 disables early stopping.</summary>
    /// <value>0 or more. The default is 0, because the falling learning rate gives the best score at the end.</value>
    public int Patience { get; init => field = Ensure.InRange(value, 0, 1_000_000, nameof(Patience)); }

    /// <summary>Temperature that the trained network's logits are divided by; null fits it to the held-out slices, and takes 1 if there are none. Not used for the whole-slice network of a cascade, whose temperature is always fitted.</summary>
    /// <value>0.4 … 6, or null, the default.</value>
    public double? Temperature { get; init => field = value is double temperature ? Ensure.InRange(temperature, 0.4, 6, nameof(Temperature)) : null; }

    /// <summary>Precision of convolutions during training.</summary>
    /// <value>The default is <see cref="PrecisionChoice.Auto"/>.</value>
    public PrecisionChoice Precision { get; init; } = PrecisionChoice.Auto;

    /// <summary>Device to train on: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Number of threads of LibTorch; 0 for the number of cores. Weights are reproducible for the same number.</summary>
    /// <value>0 … 1024. The default is 0.</value>
    public int Threads { get; init => field = Ensure.InRange(value, 0, 1024, nameof(Threads)); }

    /// <summary>Seconds between checkpoints.</summary>
    /// <value>0 (after every epoch) or more. The default is 30.</value>
    public double CheckpointSeconds { get; init => field = Ensure.NotNegative(value, nameof(CheckpointSeconds)); } = 30;

    /// <summary>Number of slices that count as an epoch.</summary>
    /// <param name="annotated">Number of annotated training slices.</param>
    internal int SlicesPerEpoch(int annotated) => Atlas?.SlicesPerEpoch ?? annotated;

    /// <summary>The plan of a cascade's whole-slice network: its own network, epochs and batch size, everything else as in this plan.</summary>
    /// <exception cref="InvalidOperationException">The configuration is no cascade.</exception>
    internal TrainingPlan WholeStage() => Whole is null
        ? throw new InvalidOperationException("expected the plan of a cascade, got one without a whole-slice network")
        : this with
        {
            Network = Whole.Network,
            Epochs = Whole.Epochs,
            BatchSize = Whole.BatchSize,
            Preprocessing = Preprocessing is { } made ? made with { Binning = new Binning(made.Binning.Factor * CoarseBinning.Factor) } : null,
            Patches = null,
            Whole = null,
            Decisions = [],
            Temperature = null,
        };
}
