namespace DeepSlice.Benchmarks;

/// <summary>What a step took.</summary>
/// <param name="ElapsedMilliseconds">Wall-clock time.</param>
/// <param name="ProcessorMilliseconds">CPU time of all cores; with one thread, other load hardly affects it.</param>
internal readonly record struct StepTime(double ElapsedMilliseconds, double ProcessorMilliseconds);
