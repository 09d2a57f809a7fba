namespace DeepSlice.Tests;

/// <summary>Tests that count native objects or set the LibTorch threads. Both are global to the process, so no other test may run at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeObjectsCollection
{
    public const string Name = "native objects";
}
