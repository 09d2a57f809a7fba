namespace DeepSlice.Formats;

/// <summary>A region in <c>dataset.json</c>.</summary>
internal sealed record DatasetDocumentRegion
{
    public required byte Index { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required string Color { get; init; }

    public bool Annotated { get; init; } = true;
}
