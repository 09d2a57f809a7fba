namespace DeepSlice.Workbench.Jobs;

/// <summary>An epoch of a training.</summary>
/// <param name="Epoch">Number, from 1.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Dice">Mean Dice on held-out slices; null where it was not measured.</param>
internal sealed record CurvePoint(int Epoch, double Loss, double? Dice);
