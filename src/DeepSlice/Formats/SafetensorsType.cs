namespace DeepSlice.Formats;

/// <summary>How the numbers of an array lie in a safetensors file.</summary>
public enum SafetensorsType
{
    /// <summary><c>F32</c>: four bytes a number, kept bit for bit.</summary>
    Float32,

    /// <summary>
    /// <c>F16</c>: two bytes a number, rounded to the nearest of 11 significant bits; magnitudes up to 65,504, and those below
    /// 6·10⁻⁵ in steps of 6·10⁻⁸.
    /// </summary>
    Float16,
}
