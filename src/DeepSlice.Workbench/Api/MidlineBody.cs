namespace DeepSlice.Workbench.Api;

/// <summary>A midline: two points in full-resolution pixels, or none.</summary>
internal sealed record MidlineBody(long Version, double[][]? Line);
