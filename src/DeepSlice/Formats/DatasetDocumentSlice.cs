using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A slice in <c>dataset.json</c>; sizes in full-resolution pixels, offsets in working pixels.</summary>
internal sealed record DatasetDocumentSlice
{
    public required string Id { get; init; }

    public required int OriginalWidth { get; init; }

    public required int OriginalHeight { get; init; }

    public int OffsetX { get; init; }

    public int OffsetY { get; init; }

    public SliceSplit Split { get; init; }

    /// <summary>Whether there is a label map beside the image.</summary>
    public bool Annotated { get; init; } = true;
}
