namespace DeepSlice.Benchmarks;

/// <summary>What a step took.</summary>
/// <param name="ElapsedMilliseconds">On the clock.</param>
/// <param name="ProcessorMilliseconds">On all cores together; with one thread hardly touched by what else the machine does.</param>
internal readonly record struct StepTime(double ElapsedMilliseconds, double ProcessorMilliseconds);
