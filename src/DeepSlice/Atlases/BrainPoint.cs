namespace DeepSlice.Atlases;

/// <summary>A point or direction in a brain, in micrometres along the canonical axes of <see cref="LabelVolume"/>.</summary>
/// <param name="Posterior">From anterior to posterior.</param>
/// <param name="Inferior">From superior to inferior.</param>
/// <param name="Left">From right to left.</param>
internal readonly record struct BrainPoint(double Posterior, double Inferior, double Left)
{
    public static BrainPoint operator +(BrainPoint a, BrainPoint b) => new(a.Posterior + b.Posterior, a.Inferior + b.Inferior, a.Left + b.Left);

    public static BrainPoint operator *(BrainPoint a, double factor) => new(a.Posterior * factor, a.Inferior * factor, a.Left * factor);

    /// <summary>This direction turned towards another one that is perpendicular to it.</summary>
    /// <param name="other">Direction of the same length.</param>
    /// <param name="radians">Angle.</param>
    public BrainPoint Towards(BrainPoint other, double radians) => (this * Math.Cos(radians)) + (other * Math.Sin(radians));
}
