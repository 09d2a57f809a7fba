using DeepSlice.Losses;
using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>Progress of a run.</summary>
internal sealed record TrainingProgress
{
    /// <summary>Steps done.</summary>
    public int Step { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Seconds of training so far, without pauses.</summary>
    public double Seconds { get; init; }

    /// <summary>Precision of the run; null before it is chosen. Saved, because timing it again might give another choice.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Norms of the gradients of the loss's parts, summed over the steps that measured them.</summary>
    public GradientNorms Norms { get; init; }

    /// <summary>Results of each epoch.</summary>
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>Epoch of the best validation so far; 0 if there was none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Mean Dice of the best validation so far.</summary>
    public double BestDice { get; init; }

    /// <summary>Validations since the best one.</summary>
    public int ValidationsSinceBest { get; init; }
}
