using DeepSlice.Formats;

namespace DeepSlice.Phantoms;

/// <summary>A slice's anatomy as somebody has outlined it.</summary>
/// <param name="Id">Name of the file, fit to be part of a slice's name.</param>
/// <param name="Outlines">Outlines of regions, in pixels of the image they were drawn on; a region may have several, or none.</param>
public sealed record OutlinedAnatomy(string Id, IReadOnlyList<RegionOutline> Outlines);
