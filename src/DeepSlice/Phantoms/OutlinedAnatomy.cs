using DeepSlice.Formats;

namespace DeepSlice.Phantoms;

/// <summary>Outlined anatomy of a slice.</summary>
/// <param name="Id">Name of the file; valid as part of a slice id.</param>
/// <param name="Outlines">Outlines of regions, in pixels of the image they were drawn on; a region may have several or none.</param>
internal sealed record OutlinedAnatomy(string Id, IReadOnlyList<RegionOutline> Outlines);
