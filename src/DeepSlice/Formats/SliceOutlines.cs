using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>The outlines of a slice.</summary>
/// <param name="Regions">Outlines of regions, in the file's order.</param>
/// <param name="Damage">Outlines of what is damaged, or to be left out for another reason, in full-resolution pixels.</param>
internal sealed record SliceOutlines(IReadOnlyList<RegionOutline> Regions, IReadOnlyList<Outline<PixelPoint>> Damage);
