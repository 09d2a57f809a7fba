namespace DeepSlice.Geometry;

/// <summary>A point in one coordinate frame. Each frame has its own type, so that frames cannot be mixed up.</summary>
/// <typeparam name="TSelf">The point type itself.</typeparam>
/// <remarks>In every frame the pixel in column i and row j covers [i, i+1) × [j, j+1); its centre is (i + ½, j + ½).</remarks>
public interface IPlanePoint<TSelf>
    where TSelf : struct, IPlanePoint<TSelf>
{
    /// <summary>Horizontal coordinate, increasing to the right.</summary>
    double X { get; }

    /// <summary>Vertical coordinate, increasing downwards.</summary>
    double Y { get; }

    /// <summary>Creates a point of this frame.</summary>
    /// <param name="x">Horizontal coordinate.</param>
    /// <param name="y">Vertical coordinate.</param>
    static abstract TSelf At(double x, double y);
}
