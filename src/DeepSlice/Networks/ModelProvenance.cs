using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>What a model was trained on, and how.</summary>
public sealed record ModelProvenance
{
    /// <summary>Full-resolution pixels per working pixel of the training slices.</summary>
    /// <value>1 … 4096.</value>
    /// <exception cref="ArgumentOutOfRangeException">The binning is out of range.</exception>
    public required int Binning { get; init => field = new Binning(value).Factor; }

    /// <summary>Side of a full-resolution pixel of the training slices in micrometres; null where unknown.</summary>
    /// <value>Greater than 0, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or less.</exception>
    public double? MicrometresPerPixel { get; init => field = value is double side ? Ensure.Positive(side, nameof(MicrometresPerPixel)) : null; }

    /// <summary>Where the training slices came from, in words.</summary>
    public string Source { get; init; } = "";

    /// <summary>Number of slices trained on.</summary>
    public int TrainingSlices { get; init; }

    /// <summary>Ids of the slices that the model has seen: trained on, or stopped or chosen by. Empty where unknown.</summary>
    public IReadOnlyList<string> SliceIds { get; init; } = [];

    /// <summary>Passes over the training slices.</summary>
    public int Epochs { get; init; }

    /// <summary>Seed of the run.</summary>
    public ulong Seed { get; init; }

    /// <summary>Mean Dice over the validation slices at the end; null where there were none.</summary>
    public double? ValidationDice { get; init; }

    /// <summary>Version of DeepSlice that trained.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the model comes from, in a sentence for people.</summary>
    /// <returns>What is known of the slices it was trained on, the program's version, and the score.</returns>
    public string ToWords()
    {
        string slices = TrainingSlices == 1 ? "1 slice" : FormattableString.Invariant($"{TrainingSlices} slices");
        string source = Source.Length > 0 ? $" ({Source})" : "";
        string version = Version.Length > 0 ? $" by DeepSlice {Version}" : "";
        string score = FormattableString.Invariant($"; mean Dice {ValidationDice:0.00} on slices that it was not trained on");
        return $"trained on {slices}{source} at binning {Binning}{version}{(ValidationDice is null ? "" : score)}";
    }

    /// <summary>Side of a working pixel in micrometres; null where unknown.</summary>
    public double? MicrometresPerWorkingPixel() => MicrometresPerPixel * Binning;
}
