namespace DeepSlice.Tests.Vips;

/// <summary>Tests that look at the count of live images, which is the process's: nothing else may open images meanwhile.</summary>
[CollectionDefinition("live images", DisableParallelization = true)]
public sealed class LiveImagesCollection;
