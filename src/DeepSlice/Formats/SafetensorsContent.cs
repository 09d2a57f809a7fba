namespace DeepSlice.Formats;

/// <summary>The content of a safetensors file.</summary>
/// <param name="Tensors">Arrays by name.</param>
/// <param name="Metadata">Free text by key.</param>
internal sealed record SafetensorsContent(
    IReadOnlyDictionary<string, SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
