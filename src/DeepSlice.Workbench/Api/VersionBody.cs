namespace DeepSlice.Workbench.Api;

/// <summary>The version of a slice that the page knows.</summary>
internal sealed record VersionBody(long Version);
