using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>One brain slice at working resolution: the image and, if annotated, its regions.</summary>
public sealed record Slice
{
    /// <summary>Name, unique within the dataset; used in file names.</summary>
    public required string Id { get; init; }

    /// <summary>Grey values at working resolution, in the units of the source; padding is 0.</summary>
    public required Raster<float> Image { get; init; }

    /// <summary>Annotated regions, same size as the image; null if the slice is not annotated.</summary>
    public RegionMap? Regions { get; init; }

    /// <summary>Damaged pixels, or such as are to be left out for another reason: 255, others 0; same size as the image. Null if there are none.</summary>
    /// <remarks>They count neither in training nor in scores.</remarks>
    public Raster<byte>? Damage { get; init; }

    /// <summary>Position of the working grid on the original image.</summary>
    public required SliceFrame Frame { get; init; }

    /// <summary>The split of the slice. Default: <see cref="SliceSplit.Train"/>.</summary>
    public SliceSplit Split { get; init; }
}
