using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>The settings of a cascade's whole-slice network that differ from those of its patch network.</summary>
/// <remarks>Seed, split, device, precision and all other settings are those of the <see cref="TrainingPlan"/> it belongs to.</remarks>
public sealed record WholeStagePlan
{
    /// <summary>Structure of the network.</summary>
    public required NetworkPlan Network { get; init; }

    /// <summary>Number of passes over the training slices.</summary>
    /// <value>1 … 1,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public required int Epochs { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(Epochs)); }

    /// <summary>Number of slices per step.</summary>
    /// <value>1 … 1024.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public required int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); }
}
