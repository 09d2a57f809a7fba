using System.Text.Json.Serialization;
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

    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Preprocessing of earlier versions: full-resolution pixels per working pixel.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Binning { get; init; }

    /// <summary>Field of earlier versions: side of a full-resolution pixel.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MicrometresPerPixel { get; init; }

    public string Provenance { get; init; } = "";

    public required IReadOnlyList<DatasetDocumentSlice> Slices { get; init; }
}
