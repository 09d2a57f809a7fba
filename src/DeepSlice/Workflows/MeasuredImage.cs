using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>The image of a slice whose intensities are measured.</summary>
/// <param name="Frame">Position of the label map on the image.</param>
/// <param name="MicrometresPerPixel">Side of a full-resolution pixel; null if unknown.</param>
/// <param name="Channels">Names of the channels; their numbers where they have no names.</param>
internal abstract record MeasuredImage(SliceFrame Frame, double? MicrometresPerPixel, IReadOnlyList<string> Channels)
{
    /// <summary>Counts the samples of channels.</summary>
    /// <param name="parts">Parts of the slice.</param>
    /// <param name="channels">Numbers of the channels.</param>
    /// <param name="sets">Sets of parts whose medians are wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The counts of each channel.</returns>
    /// <exception cref="InvalidDataException">The image is damaged.</exception>
    public abstract IReadOnlyList<ChannelCounts> Count(SliceParts parts, IReadOnlyList<int> channels, IReadOnlyList<int[]> sets, CancellationToken cancellationToken);
}
