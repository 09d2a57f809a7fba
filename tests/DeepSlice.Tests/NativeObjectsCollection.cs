namespace DeepSlice.Tests;

/// <summary>Tests that count native objects, or that set LibTorch's threads: both are the process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeObjectsCollection
{
    public const string Name = "native objects";
}
