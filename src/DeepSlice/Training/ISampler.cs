using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Makes training samples of slices.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface ISampler
{
    /// <summary>Draws one sample; equal arguments give equal samples.</summary>
    /// <param name="slice">Index of the training slice.</param>
    /// <param name="visit">Number of samples drawn from it before.</param>
    /// <param name="random">Random numbers of this sample.</param>
    /// <param name="input">Receives (input channels, H, W) in row-major order.</param>
    /// <param name="labels">Receives (H, W) region indices.</param>
    /// <param name="damage">Receives (H, W) values of <see cref="DamageMask"/>; empty if they are not wanted.</param>
    void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels, Span<byte> damage);
}
