namespace DeepSlice.Slices;

/// <summary>Slices that share a catalogue of regions and a binning.</summary>
public sealed record SliceDataset
{
    private readonly IReadOnlyList<Slice> _slices = [];
    private readonly double? _micrometresPerPixel;

    /// <summary>The regions of the annotations.</summary>
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
                throw new ArgumentException($"found slice id '{repeated}' twice, ids must be unique in a data set", nameof(value));
            }

            _slices = value;
        }
    }

    /// <summary>Full-resolution pixels per working pixel.</summary>
    public required Binning Binning { get; init; }

    /// <summary>Side of a full-resolution pixel in micrometres; null where unknown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or not finite.</exception>
    public double? MicrometresPerPixel
    {
        get => _micrometresPerPixel;
        init => _micrometresPerPixel = value is double size ? Ensure.PositiveAndFinite(size, "micrometresPerPixel") : null;
    }

    /// <summary>Where the slices came from, in words.</summary>
    public string Provenance { get; init; } = "";
}
