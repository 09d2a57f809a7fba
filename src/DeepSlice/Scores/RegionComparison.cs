namespace DeepSlice.Scores;

/// <summary>A predicted region and its annotation, input of <see cref="Measure"/>s. Expensive values are computed lazily.</summary>
internal abstract class RegionComparison
{
    /// <summary>Predicted area in pixels.</summary>
    public abstract double PredictedArea { get; }

    /// <summary>Annotated area in pixels.</summary>
    public abstract double AnnotatedArea { get; }

    /// <summary>Area of the intersection in pixels.</summary>
    public abstract double SharedArea { get; }

    /// <summary>95 % Hausdorff distance of the borders in pixels; null if it is unknown.</summary>
    public abstract double? Hausdorff95 { get; }

    /// <summary>Side of a pixel in micrometres; null if it is unknown.</summary>
    public double? MicrometresPerPixel { get; init; }
}
