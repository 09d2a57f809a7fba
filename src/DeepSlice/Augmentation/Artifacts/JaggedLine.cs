namespace DeepSlice.Augmentation.Artifacts;

/// <summary>How far a line along which tissue has given way strays to either side: irregular at several scales.</summary>
/// <param name="random">Its seed chooses the line.</param>
/// <param name="amplitude">How far it strays at most, about, in slice units.</param>
internal sealed class JaggedLine(RandomStream random, double amplitude)
{
    private const double Wavelength = 0.17;
    private const int Octaves = 5;
    private const double Gain = 0.55;

    /// <summary>Sets the octaves apart, which would otherwise all be the same at the origin.</summary>
    private const float OctaveShift = 101;

    private readonly HashNoise _noise = new(random.NextBits());

    /// <summary>How far the line strays at a place, in slice units.</summary>
    /// <param name="u">Place in slice units: along a straight line, or along the horizontal axis for a closed one.</param>
    /// <param name="v">Which of several straight lines, or the place along the vertical axis.</param>
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
