namespace DeepSlice.Phantoms;

/// <summary>What a phantom's pixel is made of; finer than the annotated regions, and in order of precedence where curves overlap.</summary>
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
