namespace DeepSlice.Geometry;

/// <summary>Distance between the centres of adjacent pixels, in any unit of length.</summary>
/// <param name="X">Between columns, greater than 0.</param>
/// <param name="Y">Between rows, greater than 0.</param>
internal readonly record struct PixelSpacing(double X, double Y)
{
    /// <summary>Distances in pixels.</summary>
    public static PixelSpacing Unit => new(1, 1);

    /// <summary>Diagonal of a grid, √((columns·X)² + (rows·Y)²); an upper bound on the distance between two pixels.</summary>
    /// <param name="size">Columns and rows.</param>
    /// <returns>Length in the unit of the spacing.</returns>
    public double Diagonal(RasterSize size)
    {
        double width = size.Width * X;
        double height = size.Height * Y;
        return Math.Sqrt((width * width) + (height * height));
    }
}
