using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>One anatomical region of a catalogue.</summary>
/// <param name="Index">Pixel value in a region map, 0 … 255; 0 is background.</param>
/// <param name="Key">Short name used in files, for example <c>cb</c>: lower-case letters, digits and underscores.</param>
/// <param name="Name">Display name, for example <c>cerebellum</c>.</param>
/// <param name="Color">Display colour.</param>
public sealed record Region(byte Index, string Key, string Name, RegionColor Color)
{
    /// <summary>Whether the region is annotated by people. Background and the rest of the tissue are not, and are not scored.</summary>
    [JsonPropertyName("annotated")]
    public bool IsAnnotated { get; init; } = true;

    /// <summary>Further names that annotated outlines may have, for example <c>Cortex</c>; case does not count.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether two regions are the same; their aliases do not count.</summary>
    /// <param name="other">The other region.</param>
    public bool Equals(Region? other) =>
        other is not null && (Index, Key, Name, Color, IsAnnotated) == (other.Index, other.Key, other.Name, other.Color, other.IsAnnotated);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Index, Key, Name, Color, IsAnnotated);
}
