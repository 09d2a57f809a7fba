using DeepSlice.Losses;
using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>How far a run has come.</summary>
internal sealed record TrainingProgress
{
    /// <summary>Steps done.</summary>
    public int Step { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Seconds of training so far, pauses left out.</summary>
    public double Seconds { get; init; }

    /// <summary>Bits that the run computes in; null before that is decided. Kept, because timing them again might decide otherwise.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Norms of the gradients of the loss's parts, summed over the steps that measured them.</summary>
    public GradientNorms Norms { get; init; }

    /// <summary>What each epoch came to.</summary>
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>Epoch of the best validation so far; 0 where there was none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Mean Dice of the best validation so far.</summary>
    public double BestDice { get; init; }

    /// <summary>Validations since the best one.</summary>
    public int ValidationsSinceBest { get; init; }
}
