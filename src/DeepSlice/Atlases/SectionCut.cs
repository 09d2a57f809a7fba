
namespace DeepSlice.Atlases;

/// <summary>Where a section lies in a brain: a plane, slightly bent, and what of it is left.</summary>
internal sealed record SectionCut
{
    /// <summary>Centre of the section.</summary>
    public required BrainPoint Center { get; init; }

    /// <summary>Direction of the rows, of length 1.</summary>
    public required BrainPoint Right { get; init; }

    /// <summary>Direction of the columns, of length 1.</summary>
    public required BrainPoint Down { get; init; }

    /// <summary>Direction through the section, of length 1.</summary>
    public required BrainPoint Through { get; init; }

    /// <summary>Depth of the section 5 mm right of the centre, of a paraboloid, in micrometres.</summary>
    public double CurvatureRight { get; init; }

    /// <summary>Likewise 5 mm below the centre.</summary>
    public double CurvatureDown { get; init; }

    /// <summary>Side of the brain that is missing, as a limit of <see cref="BrainPoint.Left"/> and the side beyond it; null if both are there.</summary>
    public (double Limit, bool IsLeftMissing)? Hemisphere { get; init; }

    /// <summary>The point of the brain at a point of the section.</summary>
    /// <param name="right">Micrometres from the centre along the rows.</param>
    /// <param name="down">Micrometres from the centre along the columns.</param>
    /// <param name="depth">Micrometres through the section.</param>
    public BrainPoint At(double right, double down, double depth = 0)
    {
        const double Reach = 5000;
        double bent = (CurvatureRight * right * right / (Reach * Reach)) + (CurvatureDown * down * down / (Reach * Reach));
        return Center + (Right * right) + (Down * down) + (Through * (depth + bent));
    }

    /// <summary>Whether a point is in the part that is there.</summary>
    public bool Has(BrainPoint point) => Hemisphere is not { } half || (point.Left > half.Limit) != half.IsLeftMissing;

    /// <summary>Draws a cut through a brain.</summary>
    /// <param name="brain">Extent of the brain.</param>
    /// <param name="options">Planes, tilt, curvature and hemispheres.</param>
    /// <param name="random">Random stream.</param>
    public static SectionCut Draw((BrainPoint First, BrainPoint Last) brain, SynthesisOptions options, RandomStream random)
    {
        BrainPoint posterior = new(1, 0, 0);
        BrainPoint inferior = new(0, 1, 0);
        BrainPoint left = new(0, 0, 1);
        SectionPlane plane = options.Planes[random.Below(options.Planes.Count)];
        (BrainPoint right, BrainPoint down, BrainPoint through) = plane switch
        {
            SectionPlane.Coronal => (left, inferior, posterior),
            SectionPlane.Sagittal => (posterior, inferior, left),
            _ => (left, posterior, inferior),
        };
        double tilt = random.Chance(options.ObliqueProbability) ? 3 * options.TiltDegrees : options.TiltDegrees;
        (double first, double second) = (random.Normal() * tilt * Math.PI / 180, random.Normal() * tilt * Math.PI / 180);
        (right, through) = (right.Towards(through, first), through.Towards(right, -first));
        (down, through) = (down.Towards(through, second), through.Towards(down, -second));

        BrainPoint extent = brain.Last + (brain.First * -1);
        BrainPoint middle = brain.First + (extent * 0.5);
        double depth = random.Uniform(-0.5, 0.5);
        BrainPoint center = middle + plane switch
        {
            SectionPlane.Coronal => new BrainPoint(extent.Posterior * depth, 0, 0),
            SectionPlane.Sagittal => new BrainPoint(0, 0, extent.Left * depth),
            _ => new BrainPoint(0, extent.Inferior * depth, 0),
        };
        bool isHalf = plane != SectionPlane.Sagittal && random.Chance(options.HemisphereProbability);
        return new SectionCut
        {
            Center = center,
            Right = right,
            Down = down,
            Through = through,
            CurvatureRight = options.CurvatureMicrometres * random.Normal(),
            CurvatureDown = options.CurvatureMicrometres * random.Normal(),
            Hemisphere = isHalf ? (middle.Left + (250 * random.Normal()), random.Chance(0.5)) : null,
        };
    }
}
