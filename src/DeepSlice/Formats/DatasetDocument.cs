using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Formats;

/// <summary>The content of <c>dataset.json</c>.</summary>
internal sealed record DatasetDocument
{
    public const string FormatName = "deepslice-dataset";
    public const int CurrentVersion = 1;

    /// <summary>camelCase names, unknown members refused, enumerations as words.</summary>
    public static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<DatasetDocumentRegion> Regions { get; init; }

    public required int Binning { get; init; }

    public double? MicrometresPerPixel { get; init; }

    public string Provenance { get; init; } = "";

    public required IReadOnlyList<DatasetDocumentSlice> Slices { get; init; }
}
