namespace DeepSlice.Native.Vips;

/// <summary>How one axis of an image is binned: each output is a weighted mean of consecutive inputs.</summary>
/// <remarks>The weights of an output sum to 1. Runs are in order and may overlap.</remarks>
internal sealed class AxisWeights
{
    /// <summary>Radius of the Gaussian in sigmas.</summary>
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

    /// <summary>Means of blocks; a block cut by the image's border is the mean of its existing pixels.</summary>
    /// <param name="inputs">Length of the axis in pixels, 1 or more.</param>
    /// <param name="factor">Pixels in a block, 1 or more.</param>
    public static AxisWeights BlockMean(int inputs, int factor) => SmoothedBlockMean(inputs, factor, 0);

    /// <summary>Means of blocks of the axis after a Gaussian blur that repeats the border's pixels outwards.</summary>
    /// <param name="inputs">Length of the axis in pixels, 1 or more.</param>
    /// <param name="factor">Pixels in a block, 1 or more.</param>
    /// <param name="sigmaPixels">Standard deviation of the Gaussian, truncated at four of them; 0 for none.</param>
    /// <remarks>Blurring followed by block averaging is one weighted mean, so a pixel is read a few times instead of once per kernel tap.</remarks>
    public static AxisWeights SmoothedBlockMean(int inputs, int factor, double sigmaPixels) =>
        ReducedBlockMean(inputs, reduction: 1, inputs, factor, sigmaPixels);

    /// <summary>As <see cref="SmoothedBlockMean"/>, from a smaller copy of the image: its pixel i covers pixels i × reduction … of the image.</summary>
    /// <param name="inputs">Length of the smaller copy's axis, 1 or more; the last pixel may be partial or missing.</param>
    /// <param name="reduction">Pixels of the image per pixel of the copy along the axis; divides <paramref name="factor"/>.</param>
    /// <param name="length">Length of the image's axis in pixels, 1 or more.</param>
    /// <param name="factor">Pixels of the image in a block, 1 or more.</param>
    /// <param name="sigmaPixels">Standard deviation of the Gaussian in pixels of the image; 0 for none.</param>
    /// <remarks>A pixel of the copy has the weight of the pixels it covers; a block beyond the copy gets the copy's last pixel.</remarks>
    public static AxisWeights ReducedBlockMean(int inputs, int reduction, int length, int factor, double sigmaPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(factor % reduction, 0, nameof(reduction));
        ArgumentOutOfRangeException.ThrowIfNegative(sigmaPixels);
        double[] gaussian = Gaussian(sigmaPixels / reduction);
        int reach = gaussian.Length / 2;
        int outputs = ((length - 1) / factor) + 1;
        var starts = new int[outputs];
        var lengths = new int[outputs];
        var weights = new List<double>();
        var run = new double[(factor / reduction) + (2 * reach)];
        for (int output = 0; output < outputs; output++)
        {
            long stop = Math.Min(((long)output + 1) * factor, length);
            int begin = Math.Min(output * (factor / reduction), inputs - 1);
            int end = (int)Math.Min(((stop - 1) / reduction) + 1, inputs);
            int start = Math.Max(0, begin - reach);
            Span<double> weightOf = run.AsSpan(0, (int)Math.Min((long)end + reach, inputs) - start);
            weightOf.Clear();
            double covered = Math.Min((long)end * reduction, stop) - ((long)begin * reduction);
            for (int pixel = begin; pixel < end; pixel++)
            {
                double share = (Math.Min((pixel + 1L) * reduction, stop) - ((long)pixel * reduction)) / covered;
                for (int tap = -reach; tap <= reach; tap++)
                {
                    weightOf[Math.Clamp(pixel + tap, 0, inputs - 1) - start] += gaussian[tap + reach] * share;
                }
            }

            starts[output] = start;
            lengths[output] = weightOf.Length;
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
