namespace DeepSlice.Formats;

/// <summary>A slice that a run of <c>predict</c> wrote.</summary>
internal sealed record PredictionRunSlice
{
    /// <summary>Id of the slice, from which its files are named.</summary>
    public required string Id { get; init; }

    /// <summary>Full path of the image file, dataset or NumPy stack.</summary>
    public required string Input { get; init; }

    /// <summary>Full-resolution pixels per working pixel.</summary>
    public required int Binning { get; init; }

    /// <summary>Width in working pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in working pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Side of a working pixel in micrometres; null if unknown.</summary>
    public double? MicrometresPerWorkingPixel { get; init; }

    /// <summary>Why this binning was chosen; null if that is not recorded.</summary>
    public string? Reason { get; init; }

    /// <summary>Damaged pixels as a fraction of those that are tissue or damaged, 0 … 1; null if the model does not predict damage.</summary>
    public double? DamagedFraction { get; init; }

    /// <summary>The problem with the scale or the channel; null if there is none.</summary>
    public string? Warning { get; init; }
}
