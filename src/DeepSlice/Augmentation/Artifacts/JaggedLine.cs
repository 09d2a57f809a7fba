namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Deviation of a jagged tissue edge from a smooth line: noise at several scales.</summary>
/// <param name="random">Its seed determines the line.</param>
/// <param name="amplitude">Approximate maximum deviation, in slice units.</param>
internal sealed class JaggedLine(RandomStream random, double amplitude)
{
    private const double Wavelength = 0.17;
    private const int Octaves = 5;
    private const double Gain = 0.55;

    /// <summary>Shifts the octaves against each other; they would otherwise coincide at the origin.</summary>
    private const float OctaveShift = 101;

    private readonly HashNoise _noise = new(random.NextBits());

    /// <summary>Deviation at a point, in slice units.</summary>
    /// <param name="u">Position in slice units: along a straight line, or horizontal for a closed line.</param>
    /// <param name="v">Number of the straight line, or the vertical position for a closed line.</param>
    public double At(double u, double v)
    {
        double sum = 0;
        double weight = amplitude;
        double scale = 1 / Wavelength;
        for (int octave = 0; octave < Octaves; octave++)
        {
            sum += weight * _noise.Smooth((float)(u * scale) + (OctaveShift * octave), (float)(v * scale));
            weight *= Gain;
            scale *= 2;
        }

        return sum;
    }
}
