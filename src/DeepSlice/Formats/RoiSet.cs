namespace DeepSlice.Formats;

/// <summary>The regions of interest of one image.</summary>
/// <param name="Rois">The ROIs that are areas, in the file's order.</param>
/// <param name="Skipped">The other ROIs (lines, points, angles, text), each with the reason.</param>
public sealed record RoiSet(IReadOnlyList<ImageJRoi> Rois, IReadOnlyList<SkippedRoi> Skipped);
