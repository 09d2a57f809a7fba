using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>One anatomical region of a catalogue.</summary>
/// <param name="Index">Value of the region's pixels in a region map, 0 … 255; 0 is background.</param>
/// <param name="Key">Short name used in files, as <c>cb</c>; lower-case letters, digits and underscores.</param>
/// <param name="Name">Name shown to people, as <c>cerebellum</c>.</param>
/// <param name="Color">Display colour.</param>
public sealed record Region(byte Index, string Key, string Name, RegionColor Color)
{
    /// <summary>Whether a person annotates the region; background and the rest of the tissue are not annotated, and not scored.</summary>
    [JsonPropertyName("annotated")]
    public bool IsAnnotated { get; init; } = true;
}
