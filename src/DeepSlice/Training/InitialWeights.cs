namespace DeepSlice.Training;

/// <summary>The model whose weights a training begins with.</summary>
public sealed record InitialWeights
{
    /// <summary>Path of the model file, as it was given.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
