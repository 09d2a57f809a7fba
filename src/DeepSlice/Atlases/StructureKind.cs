namespace DeepSlice.Atlases;

/// <summary>What a structure is made of, as far as stains show it.</summary>
internal enum StructureKind
{
    /// <summary>Not in the brain.</summary>
    Outside,

    /// <summary>Grey matter.</summary>
    Grey,

    /// <summary>Grey matter of the cerebellum, with a layer of dense cells.</summary>
    Cerebellum,

    /// <summary>Grey matter of the hippocampus, with a layer of dense cells.</summary>
    Hippocampus,

    /// <summary>Fibres.</summary>
    Tract,

    /// <summary>Fluid.</summary>
    Ventricle,
}
