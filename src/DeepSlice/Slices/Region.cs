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
}
