using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>An artifact that changes intensities only; padding is unchanged.</summary>
internal abstract class LightArtifact(string key, string name, string description, SeverityScale scale) : Artifact(key, name, description, scale)
{
    public sealed override bool ChangesLabels => false;

    /// <summary>Least change of a pixel of tissue that makes it unusable, relative to the contrast of tissue and background; infinite if the artifact spoils nothing.</summary>
    private protected virtual double DamagingChange => double.PositiveInfinity;

    private protected sealed override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        Raster<float> image = specimen.Image.Clone();
        Change(image, specimen, severity, random);
        specimen.RestorePadding(image);
        if (specimen.Damage is null || double.IsInfinity(DamagingChange))
        {
            return new SliceSample(image, specimen.Labels) { Damage = specimen.Damage };
        }

        var sample = new SliceSample(image, specimen.Labels) { Damage = specimen.Damage.Clone() };
        sample.SpoilChanged(specimen.Image, DamagingChange * Math.Abs(specimen.Levels.Contrast));
        return sample;
    }

    /// <summary>Changes a copy of the specimen's image in place.</summary>
    private protected abstract void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random);
}
