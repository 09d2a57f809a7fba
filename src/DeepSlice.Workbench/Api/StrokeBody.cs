using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Api;

/// <summary>A stroke of the page.</summary>
internal sealed record StrokeBody(string Stroke, long Version, MapLayer Layer, string Tool, PixelBox Box, byte[] Pixels);
