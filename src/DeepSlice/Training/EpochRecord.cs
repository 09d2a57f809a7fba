namespace DeepSlice.Training;

/// <summary>Results of one epoch.</summary>
public sealed record EpochRecord
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Seconds of training since the run began, without pauses.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean training loss over the epoch.</summary>
    public required double Loss { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Seconds of this epoch that the network waited for augmented slices.</summary>
    public required double WaitSeconds { get; init; }

    /// <summary>Mean Dice over the validation slices; null if the epoch ended without a validation.</summary>
    public double? ValidationDice { get; init; }

    /// <summary>Mean validation Dice by region key; empty if the epoch ended without a validation.</summary>
    public IReadOnlyDictionary<string, double> RegionDice { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
