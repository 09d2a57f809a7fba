namespace DeepSlice.Export.BioImage;

/// <summary>Who made a model, under which licence, and what it is for.</summary>
internal sealed record ModelCredits
{
    /// <summary>Names of the authors, one or more.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>Licence of the weights, by its SPDX identifier, for example <c>CC-BY-4.0</c>.</summary>
    public required string Licence { get; init; }

    /// <summary>What the model was trained on, as the licence of the data demands it; empty if nothing is demanded.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>What the model is for; empty if unknown.</summary>
    public string Use { get; init; } = "";

    /// <summary>How good it is; empty if unknown.</summary>
    public string Scores { get; init; } = "";
}
