using DeepSlice.Native.Torch;

namespace DeepSlice.Benchmarks;

/// <summary>One of the programs compared. Idle while it is not asked for anything.</summary>
internal interface ITrainingSide : IDisposable
{
    /// <summary>Name for the table.</summary>
    string Name { get; }

    /// <summary>Loss and Euclidean norm of the gradients at the starting weights, nothing changed by it.</summary>
    (double Loss, double GradientNorm) Check(Precision precision);

    /// <summary>Does a number of steps.</summary>
    /// <returns>What each took.</returns>
    IReadOnlyList<StepTime> Time(Precision precision, int steps);
}
