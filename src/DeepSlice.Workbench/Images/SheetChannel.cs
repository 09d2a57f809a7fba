namespace DeepSlice.Workbench.Images;

/// <summary>A channel of an image that was prepared for the viewer.</summary>
internal sealed record SheetChannel
{
    /// <summary>Name from the file, or the number.</summary>
    public required string Name { get; init; }

    /// <summary>Value that is shown black, in the unit of the image.</summary>
    public required double Low { get; init; }

    /// <summary>Value that is shown white.</summary>
    public required double High { get; init; }

    /// <summary>Value of a stored 0.</summary>
    public required double Offset { get; init; }

    /// <summary>Value of a stored 1, without the offset.</summary>
    public required double Scale { get; init; }
}
