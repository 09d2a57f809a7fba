using System.Collections.Immutable;

namespace DeepSlice.Atlases;

/// <summary>A structure of a brain atlas.</summary>
/// <param name="Id">The atlas's number of it, which its label volume holds; 1 or more.</param>
/// <param name="Acronym">Short name, such as <c>CA1</c>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Path">Ids from the root of the ontology to this structure, itself included.</param>
internal sealed record AtlasStructure(uint Id, string Acronym, string Name, ImmutableArray<uint> Path);
