using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>The model of a run of <c>predict</c>.</summary>
internal sealed record PredictionRunModel
{
    /// <summary>Name of the model file; null if the model was not read from one.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of the model file in hexadecimal digits; null if the model was not read from one.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The networks that the model has: <c>whole</c>, <c>patch</c> or <c>combined</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>The regions.</summary>
    public required RegionCatalog Catalog { get; init; }

    /// <summary>Preprocessing of the training images; null if unknown.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Origin of the training slices, as text; empty if unknown.</summary>
    public string Source { get; init; } = "";

    /// <summary>Ids of the training and validation slices; empty if unknown.</summary>
    public IReadOnlyList<string> SliceIds { get; init; } = [];

    /// <summary>Version of DeepSlice that trained the model; empty if unknown.</summary>
    public string Version { get; init; } = "";
}
