using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>One slice under one artifact.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Clean">The slice without artifact.</param>
/// <param name="Severities">The slice at the severities of <see cref="ArtifactCatalog.Severities"/>, of the same size.</param>
internal sealed record ArtifactRow(Artifact Artifact, Slice Clean, IReadOnlyList<Slice> Severities)
{
    /// <summary>Applies an artifact to a slice at every severity.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="slice">The slice, with or without regions.</param>
    /// <param name="random">Determines the artifact, which is the same at all severities except for its amount.</param>
    public static ArtifactRow Make(Artifact artifact, Slice slice, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(slice);
        var sample = new SliceSample(slice.Image, slice.Regions?.Indices);
        return new ArtifactRow(artifact, slice, [.. ArtifactCatalog.Severities.Select(severity => At(artifact.Apply(sample, severity, random)))]);

        Slice At(SliceSample changed) => slice with
        {
            Image = changed.Image,
            Regions = changed.Labels is null ? null : new RegionMap(slice.Regions!.Catalog, changed.Labels),
        };
    }
}
