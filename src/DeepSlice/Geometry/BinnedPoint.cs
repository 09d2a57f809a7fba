namespace DeepSlice.Geometry;

/// <summary>A point in working pixels (binned and padded).</summary>
/// <param name="X">Horizontal coordinate in working pixels.</param>
/// <param name="Y">Vertical coordinate in working pixels.</param>
public readonly record struct BinnedPoint(double X, double Y) : IPlanePoint<BinnedPoint>
{
    /// <inheritdoc />
    public static BinnedPoint At(double x, double y) => new(x, y);
}
