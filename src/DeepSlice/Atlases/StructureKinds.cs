namespace DeepSlice.Atlases;

/// <summary>What the structures of an atlas are made of, told by the names of their ancestors and their own.</summary>
/// <remarks>The words are those of the Allen's and of the Waxholm ontology; a structure of unknown words is grey matter.</remarks>
internal sealed class StructureKinds
{
    // Names of the Allen's divisions, and words for ontologies without divisions.
    private static readonly string[] Tracts =
    [
        "fiber tracts", "fibre tracts", "white matter", "commissure", "peduncle", "fornix", "fimbria", "lemniscus", "capsule", "tract", "nerve", "stria ", "corona radiata", "alveus",
        "decussation", "brachium", "trapezoid body",
    ];

    private static readonly string[] Ventricles = ["ventricular systems", "ventricular system", "ventricle", "canal"];
    private static readonly string[] Cerebellum = ["cerebell"];
    private static readonly string[] Hippocampus = ["hippocampal region", "cornu ammonis", "dentate gyrus", "hippocampus"];

    private readonly StructureKind[] _kinds;

    /// <summary>Tells the kinds of all structures.</summary>
    /// <param name="ontology">The structures.</param>
    public StructureKinds(Ontology ontology)
    {
        ArgumentNullException.ThrowIfNull(ontology);
        _kinds = [StructureKind.Outside, .. ontology.Structures.Select(structure => KindOf(ontology, structure)), StructureKind.Grey];
    }

    /// <summary>Kind of a label of <see cref="LabelVolume"/>.</summary>
    public StructureKind this[ushort label] => _kinds[label];

    private static StructureKind KindOf(Ontology ontology, AtlasStructure structure)
    {
        string[] names = [.. structure.Path.Select(id => ontology.Structures[ontology.IndexOf(id)!.Value].Name.ToLowerInvariant() + " ")];
        bool Has(string[] words) => names.Any(name => words.Any(word => name.Contains(word, StringComparison.Ordinal)));
        return Has(Ventricles) ? StructureKind.Ventricle
            : Has(Tracts) && !names[^1].Contains("nucle", StringComparison.Ordinal) ? StructureKind.Tract
            : Has(Cerebellum) ? StructureKind.Cerebellum
            : Has(Hippocampus) ? StructureKind.Hippocampus
            : StructureKind.Grey;
    }
}
