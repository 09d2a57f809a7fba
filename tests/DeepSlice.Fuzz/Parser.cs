using DeepSlice.Fuzz.Mutations;

namespace DeepSlice.Fuzz;

/// <summary>A reader of files, and how its inputs are made.</summary>
internal sealed record Parser
{
    /// <summary>Name on the command line and of the folder of its findings.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs to begin with, made in code.</summary>
    public required Func<IReadOnlyList<byte[]>> Seeds { get; init; }

    /// <summary>Endings of files among the reference data that are seeds as well.</summary>
    public IReadOnlyList<string> Endings { get; init; } = [];

    /// <summary>Changes an input.</summary>
    public required Mutation Mutate { get; init; }

    /// <summary>Reads an input and uses what was read as the commands do.</summary>
    public required Action<byte[], Scratch> Read { get; init; }

    /// <summary>Whether the input reaches native code, whose memory .NET does not count.</summary>
    public bool IsNative { get; init; }

    /// <summary>Whether the reader must accept any input, so that every exception is a finding.</summary>
    public bool AcceptsAll { get; init; }
}
