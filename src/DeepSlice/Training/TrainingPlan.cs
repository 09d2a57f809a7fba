using System.Text.Json.Serialization;
using DeepSlice.Augmentation;
using DeepSlice.Imaging;
using DeepSlice.Losses;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Every decision of a training run; with the data set and the seed it determines the weights.</summary>
public sealed record TrainingPlan
{
    /// <summary>Structure of the network.</summary>
    public required NetworkPlan Network { get; init; }

    /// <summary>How patches are cut out of slices; null where the network sees slices whole.</summary>
    public PatchOptions? Patches { get; init; }

    /// <summary>How the whole-slice network of the combined workflow is trained before this one, on slices binned further; null in the other workflows.</summary>
    public TrainingPlan? Whole { get; init; }

    /// <summary>How slices become regions.</summary>
    [JsonIgnore]
    public SegmentationWorkflow Workflow =>
        Patches is null ? SegmentationWorkflow.Whole : Whole is null ? SegmentationWorkflow.Patch : SegmentationWorkflow.Combined;

    /// <summary>The grid that levels of grey are measured on, as a binning of the working grid.</summary>
    [JsonIgnore]
    public Binning CoarseBinning => new(Patches?.CoarseFactor ?? 1);

    /// <summary>How the slices were made from images; null for whatever the dataset states.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>What was derived from the data, and why.</summary>
    public IReadOnlyList<PlanDecision> Decisions { get; init; } = [];

    /// <summary>Decides starting weights, the order of slices and every augmentation.</summary>
    /// <value>Any value. The default is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Passes over the training slices.</summary>
    /// <value>1 … 1,000,000.</value>
    public required int Epochs { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(Epochs)); }

    /// <summary>Slices in one step.</summary>
    /// <value>1 … 1024.</value>
    public required int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); }

    /// <summary>Step size over the run.</summary>
    public LearningRateSchedule LearningRate { get; init; } = new();

    /// <summary>Pull of the convolution weights towards 0, in multiples of the learning rate a step.</summary>
    /// <value>0 … 1. The default is 0.01.</value>
    public double WeightDecay { get; init => field = Ensure.InRange(value, 0, 1, nameof(WeightDecay)); } = 0.01;

    /// <summary>What training makes small.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>How slices vary from step to step.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>How grey values are brought to one scale.</summary>
    public IntensityNormalization Normalization { get; init; } = new();

    /// <summary>Share of the old average kept at each step when weights are averaged over steps; the average is what is saved.</summary>
    /// <value>0 (no averaging) … 0.99999. The default is 0.995.</value>
    public double AveragingDecay { get; init => field = Ensure.InRange(value, 0, 0.99999, nameof(AveragingDecay)); } = 0.995;

    /// <summary>Share of the training slices set aside to validate; slices marked as validation in the data set come before.</summary>
    /// <value>0 … 0.5; 0 sets none aside. The default is 0.1.</value>
    public double ValidationShare { get; init => field = Ensure.InRange(value, 0, 0.5, nameof(ValidationShare)); } = 0.1;

    /// <summary>Epochs between validations.</summary>
    /// <value>1 or more. The default is 20.</value>
    public int ValidationInterval { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(ValidationInterval)); } = 20;

    /// <summary>Validations without a better score after which training stops early; 0 never stops early.</summary>
    /// <value>0 or more. The default is 0: the falling learning rate gives its best at the end.</value>
    public int Patience { get; init => field = Ensure.InRange(value, 0, 1_000_000, nameof(Patience)); }

    /// <summary>What the trained network's outputs are divided by before they become probabilities; null fits it to the slices set aside, and takes 1 where there are none.</summary>
    /// <value>0.4 … 6, or null, the default.</value>
    public double? Temperature { get; init => field = value is double temperature ? Ensure.InRange(temperature, 0.4, 6, nameof(Temperature)) : null; }

    /// <summary>Bits that convolutions are computed in.</summary>
    /// <value>The default is <see cref="PrecisionChoice.Auto"/>.</value>
    public PrecisionChoice Precision { get; init; } = PrecisionChoice.Auto;

    /// <summary>Where to train: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads that LibTorch computes with; 0 for as many as there are cores. Weights are reproducible for the same number.</summary>
    /// <value>0 … 1024. The default is 0.</value>
    public int Threads { get; init => field = Ensure.InRange(value, 0, 1024, nameof(Threads)); }

    /// <summary>Seconds between checkpoints.</summary>
    /// <value>0 (after every epoch) or more. The default is 30.</value>
    public double CheckpointSeconds { get; init => field = Ensure.NotNegative(value, nameof(CheckpointSeconds)); } = 30;
}
