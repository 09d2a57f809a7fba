using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Atlases;

/// <summary>Datasets of sections of atlases.</summary>
internal static class SectionDataset
{
    /// <summary>A dataset without slices yet: regions and provenance.</summary>
    /// <param name="atlases">One atlas or more, all with the same regions.</param>
    /// <param name="seed">Seed of the sections.</param>
    public static SliceDataset Describe(IReadOnlyList<AtlasSections> atlases, ulong seed) => new()
    {
        Catalog = atlases[0].Catalog,
        Slices = [],
        Preprocessing = Preprocessing.None,
        Provenance = FormattableString.Invariant($"{SliceDataset.SectionsOf} {string.Join(" and ", atlases.Select(sections => sections.Atlas.Name))}, seed {seed}"),
    };

    /// <summary>Makes sections, each atlas in turn.</summary>
    /// <param name="atlases">One atlas or more, all with the same regions.</param>
    /// <param name="count">Number of sections.</param>
    /// <param name="tissueLength">Length of the tissue in pixels.</param>
    /// <param name="seed">Equal seeds give equal sections.</param>
    /// <param name="progress">Gets the number of sections made; may be null.</param>
    /// <param name="cancellationToken">Checked before each section.</param>
    public static IEnumerable<Slice> Enumerate(
        IReadOnlyList<AtlasSections> atlases, int count, double tissueLength, ulong seed, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        RandomStream random = new RandomStream(seed).Derive("sections");
        return SliceSynthesis.InOrder(count, (int)Math.Ceiling(tissueLength), parallel: true, Make, progress, cancellationToken);

        Slice Make(int i)
        {
            AtlasSections sections = atlases[i % atlases.Count];
            SliceSample drawn = sections.Draw(tissueLength, random.Derive((ulong)i));
            return new Slice
            {
                Id = FormattableString.Invariant($"section-{i:000}"),
                Image = drawn.Image,
                Regions = new RegionMap(sections.Catalog, drawn.Labels!),
                Frame = SliceFrame.Identity(drawn.Image.Size),
            };
        }
    }
}
