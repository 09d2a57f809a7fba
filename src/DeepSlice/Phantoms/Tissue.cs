namespace DeepSlice.Phantoms;

/// <summary>Tissue of a phantom's pixel: finer than the annotated regions, and in order of precedence where curves overlap.</summary>
internal enum Tissue : byte
{
    Glass,
    Cerebellum,
    Hippocampus,
    Cortex,
    Thalamus,
    Midbrain,
    Brainstem,
    OlfactoryBulb,
    Striatum,
    BasalForebrain,
    Ventricle,
}
