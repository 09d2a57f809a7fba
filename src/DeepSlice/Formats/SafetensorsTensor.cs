namespace DeepSlice.Formats;

/// <summary>One named array of a safetensors file, 32-bit floating point.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Values">As many values as the shape holds, in row-major order.</param>
public sealed record SafetensorsTensor(string Name, IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values);
