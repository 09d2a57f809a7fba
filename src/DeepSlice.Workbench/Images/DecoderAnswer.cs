namespace DeepSlice.Workbench.Images;

/// <summary>What the decoder has done.</summary>
internal sealed record DecoderAnswer
{
    /// <summary>Why it could not; null if it could.</summary>
    public string? Problem { get; init; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; init; }

    /// <summary>Rows of the image.</summary>
    public int Height { get; init; }

    /// <summary>Channels.</summary>
    public int Channels { get; init; }

    /// <summary>Planes of a Z-stack.</summary>
    public int Planes { get; init; }

    /// <summary>Side of a pixel in micrometres that the file states.</summary>
    public double? PixelSize { get; init; }
}
