namespace DeepSlice.Atlases;

/// <summary>Random intensities of structures: along the tree of the ontology, each structure differs a little from its parent.</summary>
internal static class StructureIntensities
{
    private const int CoarseDepth = 5;

    /// <summary>Draws the intensity of each label.</summary>
    /// <param name="regions">The atlas with its regions.</param>
    /// <param name="kinds">What the structures are made of.</param>
    /// <param name="fineStructures">Strength of the differences within regions.</param>
    /// <param name="random">Random stream.</param>
    /// <returns>By label, 0 (black) and more; tissue is about 0.6, and label 0 is 0.</returns>
    public static float[] Draw(AtlasRegions regions, StructureKinds kinds, double fineStructures, RandomStream random)
    {
        IReadOnlyList<AtlasStructure> structures = regions.Atlas.Ontology.Structures;
        double coarse = random.Uniform(0, 0.22);
        double fine = random.Uniform(0.02, 0.28) * fineStructures;
        double between = random.Uniform(0.02, 0.4);
        double[] ofRegion = [.. regions.Catalog.Regions.Select(_ => Math.Exp(between * random.Normal()))];
        var logarithms = new double[structures.Count];
        foreach (int i in Enumerable.Range(0, structures.Count).OrderBy(i => structures[i].Path.Length))
        {
            double parent = structures[i].Path.Length > 1 ? logarithms[regions.Atlas.Ontology.IndexOf(structures[i].Path[^2])!.Value] : 0;
            bool isCoarse = structures[i].Path.Length <= CoarseDepth;
            logarithms[i] = parent + (random.Normal() * (isCoarse ? coarse * Math.Min(1, fineStructures) : fine));
        }

        double tract = DrawTract(random);
        double ventricle = random.Chance(0.6) ? random.Uniform(0.02, 0.25) : random.Uniform(0.3, 1.3);
        var intensities = new float[regions.Atlas.Ontology.UnknownTissue + 1];
        for (int i = 0; i < structures.Count; i++)
        {
            ushort label = (ushort)(i + 1);
            double value = 0.6 * ofRegion[regions[label]] * Math.Exp(logarithms[i]);
            intensities[label] = (float)(kinds[label] switch
            {
                StructureKind.Tract => value * tract,
                StructureKind.Ventricle => 0.6 * ventricle,
                _ => value,
            });
        }

        intensities[regions.Atlas.Ontology.UnknownTissue] = 0.6f;
        return intensities;
    }

    // Most stains leave fibres dark; some, and autofluorescence, show them brighter than grey matter.
    private static double DrawTract(RandomStream random) => random.NextDouble() switch
    {
        < 0.55 => random.Uniform(0.35, 0.95),
        < 0.85 => random.Uniform(1.05, 1.8),
        _ => 1,
    };
}
