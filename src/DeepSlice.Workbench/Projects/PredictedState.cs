using DeepSlice.Formats;

namespace DeepSlice.Workbench.Projects;

/// <summary>What <c>predict</c> said of a slice.</summary>
internal sealed record PredictedState
{
    /// <summary>When the files were written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Full-resolution pixels per working pixel.</summary>
    public required int Binning { get; init; }

    /// <summary>Columns of the map.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the map.</summary>
    public required int Height { get; init; }

    /// <summary>Side of a working pixel in micrometres; null if unknown.</summary>
    public double? MicrometresPerWorkingPixel { get; init; }

    /// <summary>Expected Dice of the slice: mean over the annotated regions that were found; null where none was, or it is not known.</summary>
    public double? Confidence { get; init; }

    /// <summary>Whether the slice needs a check before use.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>What to check; empty if nothing.</summary>
    public string Warning { get; init; } = "";

    /// <summary>Fraction of the tissue in each region, by index.</summary>
    public IReadOnlyList<double> Fractions { get; init; } = [];

    /// <summary>Name of the model file.</summary>
    public string? Model { get; init; }

    /// <summary>What was said of the scale of a slice.</summary>
    public static PredictedState Of(PredictionRun run, PredictionRunSlice slice) => new()
    {
        At = run.Written,
        Binning = slice.Binning,
        Width = slice.Width,
        Height = slice.Height,
        MicrometresPerWorkingPixel = slice.MicrometresPerWorkingPixel,
        Warning = slice.Warning ?? "",
        Model = run.Model.File,
    };
}
