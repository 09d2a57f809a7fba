namespace DeepSlice.Fuzz;

/// <summary>How much is tried.</summary>
/// <param name="Inputs">Number of inputs of a parser.</param>
/// <param name="Time">Time of a parser.</param>
/// <param name="Seed">Seed of the random numbers.</param>
/// <param name="BuiltInSeedsOnly">Whether the reference data beside the repository are left out.</param>
internal sealed record Orders(long Inputs, TimeSpan Time, int Seed, bool BuiltInSeedsOnly);
