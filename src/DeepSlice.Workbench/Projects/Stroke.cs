using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>A stroke as the page sends it.</summary>
/// <param name="Name">Name of the stroke; sent again, it counts once.</param>
/// <param name="Version">The version of the slice that it was painted on.</param>
/// <param name="Layer">What is painted.</param>
/// <param name="Tool">By which tool.</param>
/// <param name="Box">Where.</param>
/// <param name="Pixels">What is in the box from then on.</param>
internal sealed record Stroke(string Name, long Version, MapLayer Layer, string Tool, PixelBox Box, byte[] Pixels);
