namespace DeepSlice.Formats;

/// <summary>The stored type of an array in a safetensors file.</summary>
internal enum SafetensorsType
{
    /// <summary><c>F32</c>: four bytes per value, lossless.</summary>
    Float32,

    /// <summary>
    /// <c>F16</c>: two bytes per value, rounded to 11 significant bits; magnitudes up to 65,504, and those below
    /// 6·10⁻⁵ in steps of 6·10⁻⁸.
    /// </summary>
    Float16,
}
