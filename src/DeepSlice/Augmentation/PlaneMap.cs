namespace DeepSlice.Augmentation;

/// <summary>A linear map of the plane: x′ = XX·x + XY·y, y′ = YX·x + YY·y.</summary>
internal readonly record struct PlaneMap(double XX, double XY, double YX, double YY)
{
    public static PlaneMap Diagonal(double x, double y) => new(x, 0, 0, y);

    public static PlaneMap Rotation(double radians)
    {
        (double sin, double cos) = Math.SinCos(radians);
        return new PlaneMap(cos, -sin, sin, cos);
    }

    /// <summary>The map that applies <paramref name="first"/>, then this one.</summary>
    public PlaneMap After(PlaneMap first) => new(
        (XX * first.XX) + (XY * first.YX),
        (XX * first.XY) + (XY * first.YY),
        (YX * first.XX) + (YY * first.YX),
        (YX * first.XY) + (YY * first.YY));
}
