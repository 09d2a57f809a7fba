using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>An artifact that changes intensities only; padding is unchanged.</summary>
internal abstract class LightArtifact(string key, string name, string description, SeverityScale scale) : Artifact(key, name, description, scale)
{
    public sealed override bool ChangesLabels => false;

    private protected sealed override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        Raster<float> image = specimen.Image.Clone();
        Change(image, specimen, severity, random);
        specimen.RestorePadding(image);
        return new SliceSample(image, specimen.Labels);
    }

    /// <summary>Changes a copy of the specimen's image in place.</summary>
    private protected abstract void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random);
}
