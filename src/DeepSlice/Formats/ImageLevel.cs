using DeepSlice.Native.Vips;

namespace DeepSlice.Formats;

/// <summary>A smaller copy of an image in the same file.</summary>
/// <param name="Part">Where it is.</param>
/// <param name="Reduction">Full-resolution pixels per pixel of the copy along each axis, 1 or more.</param>
internal readonly record struct ImageLevel(VipsPart Part, int Reduction);
