using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>An object, such as a cell, at a point of a slice.</summary>
/// <param name="SliceId">Id of the slice; empty if the file says nothing of it.</param>
/// <param name="Place">Where it is.</param>
/// <param name="IsInMicrometres">Whether the place is in micrometres instead of full-resolution pixels.</param>
internal readonly record struct ObjectPoint(string SliceId, PixelPoint Place, bool IsInMicrometres);
