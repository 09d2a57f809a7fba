namespace DeepSlice.Slices;

/// <summary>Slices with a common region catalogue and binning.</summary>
public sealed record SliceDataset
{
    /// <summary>Beginnings of the provenances of phantoms.</summary>
    private static readonly string[] PhantomProvenances = ["synthetic phantoms", "drawn outlines of", SectionsOf];

    /// <summary>Beginning of the provenance of sections of atlases.</summary>
    internal const string SectionsOf = "synthetic sections of";

    private readonly IReadOnlyList<Slice> _slices = [];

    /// <summary>Regions of the annotations.</summary>
    public required RegionCatalog Catalog { get; init; }

    /// <summary>The slices, in order.</summary>
    /// <exception cref="ArgumentException">Two slices have the same id.</exception>
    public required IReadOnlyList<Slice> Slices
    {
        get => _slices;
        init
        {
            string? repeated = value.GroupBy(slice => slice.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
            if (repeated is not null)
            {
                throw new ArgumentException($"expected unique slice ids in a dataset, got '{repeated}' twice", nameof(value));
            }

            _slices = value;
        }
    }

    /// <summary>How the original images and outlines became these slices.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Full-resolution pixels per working pixel.</summary>
    public Binning Binning => Preprocessing.Binning;

    /// <summary>Side of a full-resolution pixel in micrometres; null if unknown.</summary>
    public double? MicrometresPerPixel => Preprocessing.MicrometresPerPixel;

    /// <summary>Origin of the slices, as free text.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>Whether the slices are phantoms.</summary>
    internal bool IsSynthetic => IsSyntheticProvenance(Provenance);

    /// <summary>Whether a provenance is that of phantoms.</summary>
    internal static bool IsSyntheticProvenance(string provenance) => PhantomProvenances.Any(beginning => provenance.StartsWith(beginning, StringComparison.Ordinal));
}
