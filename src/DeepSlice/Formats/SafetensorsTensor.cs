namespace DeepSlice.Formats;

/// <summary>One named array of a safetensors file, 32-bit floating point in memory.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Values">As many values as the shape holds, in row-major order.</param>
internal sealed record SafetensorsTensor(string Name, IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>The stored type of the values.</summary>
    /// <value>Default <see cref="SafetensorsType.Float32"/>.</value>
    public SafetensorsType StoredAs { get; init; }

    /// <summary>Size of the values in the file, in bytes.</summary>
    internal long StoredBytes => (StoredAs == SafetensorsType.Float16 ? 2L : 4L) * Values.Length;
}
