namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes an input so that most of it stays valid.</summary>
/// <param name="input">A valid or nearly valid input; not changed.</param>
/// <param name="other">Another input of the same parser, to take parts from.</param>
/// <param name="random">Random numbers.</param>
internal delegate byte[] Mutation(byte[] input, byte[] other, Random random);
