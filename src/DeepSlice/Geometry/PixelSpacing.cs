namespace DeepSlice.Geometry;

/// <summary>Distance between the centres of neighbouring pixels, in any unit of length.</summary>
/// <param name="X">From a column to the next, greater than 0.</param>
/// <param name="Y">From a row to the next, greater than 0.</param>
public readonly record struct PixelSpacing(double X, double Y)
{
    /// <summary>Distances are counted in pixels.</summary>
    public static PixelSpacing Unit => new(1, 1);

    /// <summary>Diagonal of a frame of whole pixels, √((columns·X)² + (rows·Y)²); no two pixels of the frame are that far apart.</summary>
    /// <param name="size">Columns and rows.</param>
    /// <returns>Length in the unit of the spacing.</returns>
    public double Diagonal(RasterSize size)
    {
        double width = size.Width * X;
        double height = size.Height * Y;
        return Math.Sqrt((width * width) + (height * height));
    }
}
