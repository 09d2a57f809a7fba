using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Native.Torch;
using DeepSlice.Prediction;

namespace DeepSlice.Workflows;

/// <summary>Options for scorecards.</summary>
internal sealed record RobustnessWorkflowOptions
{
    /// <summary>Model files, or folders of cross-validations; a slice is then predicted by the model that held it out.</summary>
    /// <value>One or more.</value>
    /// <exception cref="ArgumentException">There is none.</exception>
    public required IReadOnlyList<string> Models
    {
        get;
        init => field = value.Count > 0 ? value : throw new ArgumentException("expected one or more models, got none", nameof(value));
    }

    /// <summary>Reference model of relative corruption errors, given as in <see cref="Models"/>; null for none.</summary>
    /// <value>Default null.</value>
    public string? Reference { get; init; }

    /// <summary>The artifacts.</summary>
    /// <value>Default all.</value>
    /// <exception cref="ArgumentException">The list is empty or has duplicates.</exception>
    public IReadOnlyList<Artifact> Artifacts
    {
        get;
        init => field = value.Count > 0 && value.Distinct().Count() == value.Count
            ? value
            : throw new ArgumentException($"expected one or more different artifacts, got {value.Count}, {value.Distinct().Count()} of them different", nameof(value));
    } = ArtifactCatalog.All;

    /// <summary>Ids of the slices to score on; empty for all annotated ones.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> SliceIds { get; init; } = [];

    /// <summary>How models are applied.</summary>
    /// <value>Default: as <see cref="PredictionOptions"/> states.</value>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>The device.</summary>
    /// <value>Default: the CPU.</value>
    public Device Device { get; init; } = Device.Cpu;
}
