using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>The settings of a cascade's whole-slice network that differ from those of its patch network.</summary>
/// <remarks>Seed, split, device, precision and all other settings are those of the <see cref="TrainingPlan"/> it belongs to.</remarks>
public sealed record WholeStagePlan
{
    /// <summary>Structure of the network.</summary>
    /// <value>Without an output of damage, which only the patch network of a cascade can have.</value>
    /// <exception cref="ArgumentException">The network has an output of damage.</exception>
    public required NetworkPlan Network
    {
        get;
        init => field = value.Damage ? throw new ArgumentException("expected a whole-slice network without damage in a cascade, got one with it; set network.damage, of the patch network", nameof(value)) : value;
    }

    /// <summary>Number of passes over the training slices.</summary>
    /// <value>1 … 1,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public required int Epochs { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(Epochs)); }

    /// <summary>Number of slices per step.</summary>
    /// <value>1 … 1024.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public required int BatchSize { get; init => field = Ensure.InRange(value, 1, 1024, nameof(BatchSize)); }
}
