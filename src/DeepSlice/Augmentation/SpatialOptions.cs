namespace DeepSlice.Augmentation;

/// <summary>Spatial augmentation of training slices. Lengths are fractions of the slice's longer side.</summary>
public sealed record SpatialOptions
{
    /// <summary>No augmentation.</summary>
    public static SpatialOptions None { get; } = new()
    {
        RotationDegrees = 0,
        MirrorProbability = 0,
        Scale = new NumberRange(1, 1),
        Anisotropy = 1,
        Shear = 0,
        Translation = 0,
        ElasticProbability = 0,
    };

    /// <summary>Largest rotation in either direction in degrees, 0 … 180.</summary>
    /// <value>Default 180: any orientation.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double RotationDegrees { get; init => field = Ensure.InRange(value, 0, 180, nameof(RotationDegrees)); } = 180;

    /// <summary>Probability, 0 … 1, that a slice is turned by at most <see cref="UprightDegrees"/> and not flipped vertically, as most labs mount their slices.</summary>
    /// <value>Default 0: any rotation is equally likely.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double UprightProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(UprightProbability)); }

    /// <summary>Largest rotation of upright slices in degrees, 0 … 180.</summary>
    /// <value>Default 25.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double UprightDegrees { get; init => field = Ensure.InRange(value, 0, 180, nameof(UprightDegrees)); } = 25;

    /// <summary>Probability, 0 … 1, of a horizontal and, drawn independently, of a vertical flip.</summary>
    /// <value>Default 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double MirrorProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(MirrorProbability)); } = 0.5;

    /// <summary>Scale factor, within 0.25 … 4; above 1 the slice is enlarged.</summary>
    /// <value>Default 0.75 … 1.35.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Scale { get; init => field = value.Within(0.25, 4, nameof(Scale)); } = new(0.75, 1.35);

    /// <summary>Largest ratio, 1 … 2, of the scale factors along and across a random axis.</summary>
    /// <value>Default 1.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Anisotropy { get; init => field = Ensure.InRange(value, 1, 2, nameof(Anisotropy)); } = 1.2;

    /// <summary>Largest shear in either direction, 0 … 1: shift of a row divided by its distance from the centre.</summary>
    /// <value>Default 0.12.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Shear { get; init => field = Ensure.InRange(value, 0, 1, nameof(Shear)); } = 0.12;

    /// <summary>Largest translation along each axis, 0 … 1.</summary>
    /// <value>Default 0.08.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Translation { get; init => field = Ensure.InRange(value, 0, 1, nameof(Translation)); } = 0.08;

    /// <summary>Probability, 0 … 1, of a smooth elastic deformation.</summary>
    /// <value>Default 0.8.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ElasticProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ElasticProbability)); } = 0.8;

    /// <summary>Standard deviation of the elastic displacement along each axis, within 0 … 0.25.</summary>
    /// <value>Default 0.005 … 0.03.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange ElasticAmplitude { get; init => field = value.Within(0, 0.25, nameof(ElasticAmplitude)); } = new(0.005, 0.03);

    /// <summary>Correlation length of the elastic displacement, within 0.02 … 1.</summary>
    /// <value>Default 0.12 … 0.35.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange ElasticCorrelation { get; init => field = value.Within(0.02, 1, nameof(ElasticCorrelation)); } = new(0.12, 0.35);
}
