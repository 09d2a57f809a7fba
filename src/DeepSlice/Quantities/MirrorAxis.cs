namespace DeepSlice.Quantities;

/// <summary>A line of the working grid: the points p with p · (cos, sin) = distance.</summary>
/// <param name="Radians">Direction of its normal, from the columns to the rows.</param>
/// <param name="Distance">Distance from the origin along the normal, in working pixels.</param>
internal readonly record struct MirrorAxis(double Radians, double Distance)
{
    /// <summary>Degrees between the line and the vertical, 0 … 90.</summary>
    public double DegreesFromVertical => Math.Asin(Math.Min(1, Math.Abs(Math.Sin(Radians)))) * 180 / Math.PI;

    /// <summary>Degrees between two lines, 0 … 90.</summary>
    public double DegreesFrom(MirrorAxis other) => Math.Acos(Math.Min(1, Math.Abs(Math.Cos(Radians - other.Radians)))) * 180 / Math.PI;
}
