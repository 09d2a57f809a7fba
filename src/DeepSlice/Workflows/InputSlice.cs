using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>A slice read for prediction, at working resolution.</summary>
/// <param name="Slice">The slice, with finite grey values and without annotation.</param>
/// <param name="MicrometresPerPixel">Side of a full-resolution pixel in micrometres; null if unknown.</param>
internal sealed record InputSlice(Slice Slice, double? MicrometresPerPixel)
{
    /// <summary>The sub-folder of the image; empty for any other slice.</summary>
    public string Animal { get; init; } = "";

    /// <summary>The scale of the working image and its reason.</summary>
    public required SliceScale Scale { get; init; }

    /// <summary>Length of the tissue in working pixels; 0 if no tissue is detected.</summary>
    public required double TissueLength { get; init; }

    /// <summary>Levels of the working image, which measuring its tissue gave; null if the tissue was measured at another binning.</summary>
    public required IntensityLevels? Levels { get; init; }
}
