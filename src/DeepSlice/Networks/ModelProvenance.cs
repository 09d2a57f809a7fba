using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>Training data and training of a model.</summary>
internal sealed record ModelProvenance
{
    /// <summary>Origin of the training slices, as text.</summary>
    public string Source { get; init; } = "";

    /// <summary>Number of slices trained on.</summary>
    public int TrainingSlices { get; init; }

    /// <summary>Ids of the training and validation slices. Empty where unknown.</summary>
    public IReadOnlyList<string> SliceIds { get; init; } = [];

    /// <summary>Length of the tissue of the training slices in working pixels; null if unknown.</summary>
    public TissueLengths? Tissue { get; init; }

    /// <summary>Width and height of the training slices, in working pixels; null if unknown or not equal.</summary>
    public RasterSize? Frame { get; init; }

    /// <summary>Passes over the training slices.</summary>
    public int Epochs { get; init; }

    /// <summary>Seed of the run.</summary>
    public ulong Seed { get; init; }

    /// <summary>Mean Dice over the validation slices at the end; null if there were none.</summary>
    public double? ValidationDice { get; init; }

    /// <summary>Version of DeepSlice that trained.</summary>
    public string Version { get; init; } = "";

    /// <summary>The origin of the model, as text for reports.</summary>
    /// <param name="binning">Binning of the training slices.</param>
    /// <returns>Training slices, version of the program, and score, as far as known.</returns>
    public string ToWords(Binning binning)
    {
        bool isUnannotated = TrainingSlices == 0 && Source.Length > 0;
        string slices = isUnannotated ? Source : Counted.Of(TrainingSlices, "slice");
        string source = Source.Length > 0 && !isUnannotated ? $" ({Source})" : "";
        string version = Version.Length > 0 ? $" by DeepSlice {Version}" : "";
        string score = FormattableString.Invariant($"; mean Dice {ValidationDice:0.00} on {(Source.Contains(SliceDataset.SectionsOf, StringComparison.Ordinal) ? "synthetic sections" : "slices")} that it was not trained on");
        return $"trained on {slices}{source} at binning {binning}{version}{(ValidationDice is null ? "" : score)}";
    }
}
