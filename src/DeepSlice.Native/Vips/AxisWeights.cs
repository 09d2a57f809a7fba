namespace DeepSlice.Native.Vips;

/// <summary>How one axis of an image is binned: each output is a weighted mean of a run of inputs.</summary>
/// <remarks>The weights of an output sum to 1. Runs are in order and may overlap.</remarks>
public sealed class AxisWeights
{
    /// <summary>How many sigmas the Gaussian reaches to each side.</summary>
    private const double GaussianReach = 4;

    private AxisWeights(int[] starts, int[] lengths, double[] weights)
    {
        Starts = starts;
        Lengths = lengths;
        Weights = weights;
    }

    /// <summary>Number of outputs.</summary>
    public int Count => Starts.Length;

    internal int[] Starts { get; }

    internal int[] Lengths { get; }

    internal double[] Weights { get; }

    /// <summary>Means of blocks; where the last block is cut by the image's border, the mean of what is there.</summary>
    /// <param name="inputs">Length of the axis in pixels, 1 or more.</param>
    /// <param name="factor">Pixels in a block, 1 or more.</param>
    public static AxisWeights BlockMean(int inputs, int factor) => SmoothedBlockMean(inputs, factor, 0);

    /// <summary>Means of blocks of the axis after a Gaussian blur that repeats the border's pixels outwards.</summary>
    /// <param name="inputs">Length of the axis in pixels, 1 or more.</param>
    /// <param name="factor">Pixels in a block, 1 or more.</param>
    /// <param name="sigmaPixels">Standard deviation of the Gaussian, cut off at four of them; 0 for none.</param>
    /// <remarks>Blurring and then averaging blocks is one weighted mean, so a pixel is touched a few times and not once per kernel tap.</remarks>
    public static AxisWeights SmoothedBlockMean(int inputs, int factor, double sigmaPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(sigmaPixels);
        double[] gaussian = Gaussian(sigmaPixels);
        int reach = gaussian.Length / 2;
        int outputs = ((inputs - 1) / factor) + 1;
        var starts = new int[outputs];
        var lengths = new int[outputs];
        var weights = new List<double>();
        var run = new double[factor + (2 * reach)];
        for (int output = 0; output < outputs; output++)
        {
            int begin = output * factor;
            int end = (int)Math.Min((long)begin + factor, inputs);
            int start = Math.Max(0, begin - reach);
            int length = (int)Math.Min((long)end + reach, inputs) - start;
            Span<double> weightOf = run.AsSpan(0, length);
            weightOf.Clear();
            for (int pixel = begin; pixel < end; pixel++)
            {
                for (int tap = -reach; tap <= reach; tap++)
                {
                    weightOf[Math.Clamp(pixel + tap, 0, inputs - 1) - start] += gaussian[tap + reach] / (end - begin);
                }
            }

            starts[output] = start;
            lengths[output] = length;
            weights.AddRange(weightOf);
        }

        return new AxisWeights(starts, lengths, [.. weights]);
    }

    private static double[] Gaussian(double sigmaPixels)
    {
        int reach = (int)Math.Ceiling(GaussianReach * sigmaPixels);
        var taps = new double[(2 * reach) + 1];
        for (int i = -reach; i <= reach; i++)
        {
            taps[i + reach] = reach == 0 ? 1 : Math.Exp(-0.5 * (i / sigmaPixels) * (i / sigmaPixels));
        }

        double sum = taps.Sum();
        for (int i = 0; i < taps.Length; i++)
        {
            taps[i] /= sum;
        }

        return taps;
    }
}
