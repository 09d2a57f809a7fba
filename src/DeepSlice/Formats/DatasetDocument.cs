using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>The content of <c>dataset.json</c>.</summary>
internal sealed record DatasetDocument
{
    public const string FormatName = "deepslice-dataset";
    public const int CurrentVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required RegionCatalog Regions { get; init; }

    public required int Binning { get; init; }

    public double? MicrometresPerPixel { get; init; }

    public string Provenance { get; init; } = "";

    public required IReadOnlyList<DatasetDocumentSlice> Slices { get; init; }
}
