namespace DeepSlice.Formats;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">Arrays by name.</param>
/// <param name="Metadata">Free texts by key.</param>
public sealed record SafetensorsContent(
    IReadOnlyDictionary<string, SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
