namespace DeepSlice.Training;

/// <summary>Makes what a network is shown of a slice.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface ISampler
{
    /// <summary>Draws one sample; equal arguments give equal samples.</summary>
    /// <param name="slice">Which of the training slices, from 0.</param>
    /// <param name="visit">How often it has been shown before.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="input">Receives (input channels, H, W) in row-major order.</param>
    /// <param name="labels">Receives (H, W) region indices.</param>
    void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels);
}
