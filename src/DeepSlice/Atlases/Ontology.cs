namespace DeepSlice.Atlases;

/// <summary>The structures of an atlas, as a tree.</summary>
internal sealed class Ontology
{
    private readonly Dictionary<uint, int> _byId = [];
    private readonly ILookup<string, int> _byName;

    /// <summary>Creates a tree.</summary>
    /// <param name="structures">The structures in any order.</param>
    /// <exception cref="InvalidDataException">Two structures have one id, a path does not end with its structure, or a parent is missing.</exception>
    public Ontology(IReadOnlyList<AtlasStructure> structures)
    {
        ArgumentNullException.ThrowIfNull(structures);
        Structures = structures;
        for (int i = 0; i < structures.Count; i++)
        {
            if (!_byId.TryAdd(structures[i].Id, i))
            {
                throw new InvalidDataException($"expected structures of different ids, got {structures[i].Id} twice; correct one of them");
            }
        }

        foreach (AtlasStructure structure in structures)
        {
            if (structure.Path.Length == 0 || structure.Path[^1] != structure.Id || structure.Path.FirstOrDefault(id => !_byId.ContainsKey(id)) is var missing and not 0)
            {
                throw new InvalidDataException(
                    $"expected a path of known structures that ends with {structure.Id} for '{structure.Acronym}', got {string.Join('/', structure.Path)}; correct structure_id_path");
            }
        }

        _byName = structures.SelectMany((structure, i) => new[] { structure.Acronym, structure.Name.Trim() }.Distinct(StringComparer.Ordinal).Select(name => (name, i)))
            .ToLookup(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
    }

    /// <summary>The structures, in the order of the file.</summary>
    public IReadOnlyList<AtlasStructure> Structures { get; }

    /// <summary>The label of tissue whose number no structure has: one more than that of the last structure.</summary>
    public ushort UnknownTissue => (ushort)(Structures.Count + 1);

    /// <summary>Index of a structure in <see cref="Structures"/> by its id; null if there is none.</summary>
    public int? IndexOf(uint id) => _byId.TryGetValue(id, out int index) ? index : null;

    /// <summary>Index of a structure by acronym, full name or id, as people write it; null if there is none.</summary>
    /// <param name="name">Acronym or name in the atlas's own spelling, or an id.</param>
    /// <exception cref="InvalidDataException">Several structures are called so.</exception>
    public int? Find(string name)
    {
        int[] named = [.. _byName[name].Distinct()];
        return named.Length switch
        {
            0 => uint.TryParse(name, out uint id) ? IndexOf(id) : null,
            1 => named[0],
            _ => throw new InvalidDataException(
                $"expected a name of one structure, got '{name}', which {named.Length} are called; give one of the ids {string.Join(", ", named.Select(i => Structures[i].Id))}"),
        };
    }

    /// <summary>The structures that are called almost as a name, for messages.</summary>
    public IEnumerable<string> Similar(string name) => Structures
        .Where(structure => structure.Acronym.Equals(name, StringComparison.OrdinalIgnoreCase) || structure.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
        .Select(structure => structure.Acronym);
}
