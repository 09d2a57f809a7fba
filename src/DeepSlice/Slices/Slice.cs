using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>One brain slice at working resolution: its image, and its annotation where there is one.</summary>
public sealed record Slice
{
    /// <summary>Name, unique in its data set; used in file names.</summary>
    public required string Id { get; init; }

    /// <summary>Grey values at working resolution, in the units of the source; padding is 0.</summary>
    public required Raster<float> Image { get; init; }

    /// <summary>Annotated regions, of the same size as the image; null where nobody has annotated the slice.</summary>
    public RegionMap? Regions { get; init; }

    /// <summary>How the working grid lies on the original image.</summary>
    public required SliceFrame Frame { get; init; }

    /// <summary>Part of the data set the slice belongs to; <see cref="SliceSplit.Train"/> unless said otherwise.</summary>
    public SliceSplit Split { get; init; }
}
