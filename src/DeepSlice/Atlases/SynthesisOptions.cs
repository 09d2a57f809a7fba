using DeepSlice.Augmentation;

namespace DeepSlice.Atlases;

/// <summary>How sections are cut from an atlas and painted.</summary>
/// <remarks>
/// The image of a section shows random intensities for every structure of the atlas, so that a network trained on them learns shapes and not a stain: domain
/// randomisation from label maps as in SynthSeg (Billot et al. 2023, doi:10.1016/j.media.2023.102789), here for sections of any plane.
/// </remarks>
public sealed record SynthesisOptions
{
    /// <summary>Planes, each equally often.</summary>
    /// <value>One or more; default all three.</value>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IReadOnlyList<SectionPlane> Planes
    {
        get;
        init => field = value.Count > 0 ? value : throw new ArgumentException("expected one plane or more, got none", nameof(value));
    } = [SectionPlane.Coronal, SectionPlane.Sagittal, SectionPlane.Horizontal];

    /// <summary>Standard deviation of the tilt about each axis of the plane, in degrees, 0 … 45.</summary>
    /// <value>Default 7.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double TiltDegrees { get; init => field = Ensure.InRange(value, 0, 45, nameof(TiltDegrees)); } = 7;

    /// <summary>Probability, 0 … 1, of a section with three times the tilt.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ObliqueProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ObliqueProbability)); } = 0.1;

    /// <summary>Standard deviation of how far a section is bent out of its plane 5 mm from its centre, in micrometres, 0 … 2000.</summary>
    /// <value>Default 150.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double CurvatureMicrometres { get; init => field = Ensure.InRange(value, 0, 2000, nameof(CurvatureMicrometres)); } = 150;

    /// <summary>Thickness of a section in micrometres, within 0 … 1000; the image is the mean over it.</summary>
    /// <value>Default 0 … 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange ThicknessMicrometres { get; init => field = value.Within(0, 1000, nameof(ThicknessMicrometres)); } = new(0, 100);

    /// <summary>Probability, 0 … 1, that a coronal or horizontal section shows one hemisphere only.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double HemisphereProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(HemisphereProbability)); } = 0.2;

    /// <summary>Probability, 0 … 1, that a region or another part of the brain is missing, as the cerebellum where a brain was cut before.</summary>
    /// <value>Default 0.12.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double MissingPartProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(MissingPartProbability)); } = 0.12;

    /// <summary>Probability, 0 … 1, of tissue that is no brain: a random shape of random structures, all of it other tissue. Teaches the network to find nothing in it.</summary>
    /// <value>Default 0.03.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double OtherTissueProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(OtherTissueProbability)); } = 0.03;

    /// <summary>Strength, 0 … 2, of the differences between fine structures; 0 paints each region of the catalogue in one intensity.</summary>
    /// <value>Default 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double FineStructures { get; init => field = Ensure.InRange(value, 0, 2, nameof(FineStructures)); } = 1;

    /// <summary>Probability, 0 … 1, of bright layers of cells in cerebellum and hippocampus, as nuclear stains show them.</summary>
    /// <value>Default 0.4.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double CellLayerProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(CellLayerProbability)); } = 0.4;

    /// <summary>Probability, 0 … 1, that intensities follow the atlas's reference volume, where it has one.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ReferenceProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ReferenceProbability)); } = 0.2;

    /// <summary>Radius in micrometres, 0 … 2000, within which grey matter of one region makes a fibre tract or ventricle part of the region, as annotators draw it.</summary>
    /// <value>Default 300; 0 leaves them as the catalogue has them.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double EnclosedMicrometres { get; init => field = Ensure.InRange(value, 0, 2000, nameof(EnclosedMicrometres)); } = 300;
}
