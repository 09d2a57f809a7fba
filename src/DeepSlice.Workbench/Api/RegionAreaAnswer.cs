namespace DeepSlice.Workbench.Api;

/// <summary>How large a region is in a slice.</summary>
internal sealed record RegionAreaAnswer(int Index, int Pixels, double? AreaUm2);
