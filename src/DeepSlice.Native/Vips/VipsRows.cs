namespace DeepSlice.Native.Vips;

/// <summary>Rows of an image as they are stored.</summary>
internal readonly record struct VipsRows
{
    /// <summary>The bytes of the rows, which begin <see cref="Stride"/> bytes apart.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Count { get; init; }

    /// <summary>Bytes from one row to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Samples of a pixel, which lie side by side.</summary>
    public required int Bands { get; init; }

    /// <summary>How a sample is stored.</summary>
    public required VipsSampleType Type { get; init; }
}
