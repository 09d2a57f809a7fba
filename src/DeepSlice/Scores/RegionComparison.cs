namespace DeepSlice.Scores;

/// <summary>A predicted region beside its annotation, of which <see cref="Measure"/>s are taken. What costs time is computed when a measure asks for it.</summary>
internal abstract class RegionComparison
{
    /// <summary>Predicted area in pixels.</summary>
    public abstract double PredictedArea { get; }

    /// <summary>Annotated area in pixels.</summary>
    public abstract double AnnotatedArea { get; }

    /// <summary>Area that is both, in pixels.</summary>
    public abstract double SharedArea { get; }

    /// <summary>95 % Hausdorff distance of the borders in pixels; null if it is unknown.</summary>
    public abstract double? Hausdorff95 { get; }

    /// <summary>Side of a pixel in micrometres; null if it is unknown.</summary>
    public double? MicrometresPerPixel { get; init; }
}
