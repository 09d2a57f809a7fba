namespace DeepSlice.Slices;

/// <summary>Slices with a common region catalogue and binning.</summary>
public sealed record SliceDataset
{
    private readonly IReadOnlyList<Slice> _slices = [];
    private readonly double? _micrometresPerPixel;

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
                throw new ArgumentException($"expected unique slice ids in a data set, got '{repeated}' twice", nameof(value));
            }

            _slices = value;
        }
    }

    /// <summary>Full-resolution pixels per working pixel.</summary>
    public required Binning Binning { get; init; }

    /// <summary>Side of a full-resolution pixel in micrometres; null if unknown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive or not finite.</exception>
    public double? MicrometresPerPixel
    {
        get => _micrometresPerPixel;
        init => _micrometresPerPixel = value is double size ? Ensure.PositiveAndFinite(size, "micrometresPerPixel") : null;
    }

    /// <summary>Origin of the slices, as free text.</summary>
    public string Provenance { get; init; } = "";
}
