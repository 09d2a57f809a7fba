using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>In how many slices a region is drawn.</summary>
/// <param name="Region">The region.</param>
/// <param name="Training">Number of training slices that have it.</param>
/// <param name="HeldOut">Number of held-out slices that have it.</param>
internal sealed record AnnotatedRegion(Region Region, int Training, int HeldOut);
