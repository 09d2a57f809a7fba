using System.Text.Json.Serialization;

namespace DeepSlice.Geometry;

/// <summary>Width and height of a pixel grid.</summary>
/// <param name="Width">Columns, 0 or more.</param>
/// <param name="Height">Rows, 0 or more.</param>
public readonly record struct RasterSize(int Width, int Height)
{
    /// <summary>Number of pixels; a <see cref="long"/>, because 50,000 × 50,000 exceeds an <see cref="int"/>.</summary>
    [JsonIgnore]
    public long PixelCount => (long)Width * Height;

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Width}×{Height}");
}
