namespace DeepSlice.Geometry;

/// <summary>A point in full-resolution pixels of the original image.</summary>
/// <param name="X">Horizontal coordinate in full-resolution pixels.</param>
/// <param name="Y">Vertical coordinate in full-resolution pixels.</param>
public readonly record struct PixelPoint(double X, double Y) : IPlanePoint<PixelPoint>
{
    /// <inheritdoc />
    public static PixelPoint At(double x, double y) => new(x, y);
}
