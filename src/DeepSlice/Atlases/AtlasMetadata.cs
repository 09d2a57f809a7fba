using System.Text.Json.Serialization;

namespace DeepSlice.Atlases;

/// <summary>The part of BrainGlobe's <c>metadata.json</c> that is used; other members are ignored.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record AtlasMetadata
{
    /// <summary>Name of the atlas.</summary>
    public required string Name { get; init; }

    /// <summary>Species in Latin.</summary>
    public string Species { get; init; } = "";

    /// <summary>The publication to cite.</summary>
    public string Citation { get; init; } = "";

    /// <summary>The sides on which the axes begin.</summary>
    public required string Orientation { get; init; }

    /// <summary>Sides of a voxel in micrometres, in the order of the axes.</summary>
    public required IReadOnlyList<double> Resolution { get; init; }
}
