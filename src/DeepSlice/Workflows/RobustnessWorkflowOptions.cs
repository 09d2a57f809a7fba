using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Native.Torch;
using DeepSlice.Prediction;

namespace DeepSlice.Workflows;

/// <summary>What scorecards are made of.</summary>
public sealed record RobustnessWorkflowOptions
{
    /// <summary>Model files, and folders of cross-validations, whose slices are each predicted by the model that has never seen them.</summary>
    /// <value>One or more.</value>
    /// <exception cref="ArgumentException">There is none.</exception>
    public required IReadOnlyList<string> Models
    {
        get;
        init => field = value.Count > 0 ? value : throw new ArgumentException("expected one or more models, got none", nameof(value));
    }

    /// <summary>Model that relative corruption errors refer to, as one of <see cref="Models"/>; null for none.</summary>
    /// <value>Default null.</value>
    public string? Reference { get; init; }

    /// <summary>The artifacts.</summary>
    /// <value>Default all.</value>
    /// <exception cref="ArgumentException">There is none, or one twice.</exception>
    public IReadOnlyList<Artifact> Artifacts
    {
        get;
        init => field = value.Count > 0 && value.Distinct().Count() == value.Count
            ? value
            : throw new ArgumentException($"expected one or more different artifacts, got {value.Count}, {value.Distinct().Count()} of them different", nameof(value));
    } = ArtifactCatalog.All;

    /// <summary>Ids of the slices to score on; empty for all that are annotated.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> SliceIds { get; init; } = [];

    /// <summary>How models are applied.</summary>
    /// <value>Default: as <see cref="PredictionOptions"/> states.</value>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>Where networks compute.</summary>
    /// <value>Default: the processor.</value>
    public Device Device { get; init; } = Device.Cpu;
}
