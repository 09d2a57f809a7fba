using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>The epochs of a finished run.</summary>
/// <param name="Whole">Epochs of a cascade's whole-slice network; empty in other configurations.</param>
/// <param name="Network">Epochs of the network, or of a cascade's patch network.</param>
internal sealed record TrainingHistory(IReadOnlyList<EpochRecord> Whole, IReadOnlyList<EpochRecord> Network)
{
    /// <summary>Number of epochs of all networks.</summary>
    public int Epochs => Whole.Count + Network.Count;

    /// <summary>Seconds of training of all networks, without pauses.</summary>
    public double Seconds => (Whole.Count > 0 ? Whole[^1].Seconds : 0) + (Network.Count > 0 ? Network[^1].Seconds : 0);

    /// <summary>Seconds of them that the networks waited for augmented slices.</summary>
    public double WaitSeconds => Whole.Concat(Network).Sum(record => record.WaitSeconds);

    /// <summary>The last mean Dice on the held-out slices; null if there were none.</summary>
    public double? ValidationDice => Network.LastOrDefault(record => record.ValidationDice is not null)?.ValidationDice;
}
