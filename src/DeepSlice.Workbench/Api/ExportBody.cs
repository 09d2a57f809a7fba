namespace DeepSlice.Workbench.Api;

/// <summary>What to export.</summary>
/// <param name="Kind"><c>rois</c>, <c>geojson</c>, <c>dataset</c> or <c>csv</c>.</param>
/// <param name="Slices"><c>accepted</c> or <c>all</c>.</param>
internal sealed record ExportBody(string Kind, string Slices = "accepted");
