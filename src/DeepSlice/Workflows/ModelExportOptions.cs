namespace DeepSlice.Workflows;

/// <summary>The files that a model is exported to; null for those that are not wanted.</summary>
internal sealed record ModelExportOptions
{
    /// <summary>ONNX file.</summary>
    public string? Onnx { get; init; }

    /// <summary>TorchScript archive.</summary>
    public string? TorchScript { get; init; }

    /// <summary>Model package of bioimage.io, a zip.</summary>
    public string? BioImage { get; init; }

    /// <summary>Names of the authors, for the package; empty for those of a model that comes with the program.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Licence of the weights by its SPDX identifier, for the package; null for that of a model that comes with the program.</summary>
    public string? Licence { get; init; }

    /// <summary>The files to write.</summary>
    public IReadOnlyList<string> Files => [.. new[] { Onnx, TorchScript, BioImage }.OfType<string>()];
}
