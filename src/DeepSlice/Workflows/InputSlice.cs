using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>A slice that was read, at working resolution.</summary>
/// <param name="Slice">The slice, with finite grey values and without annotation.</param>
/// <param name="MicrometresPerPixel">Side of a full-resolution pixel in micrometres; null where unknown.</param>
internal sealed record InputSlice(Slice Slice, double? MicrometresPerPixel)
{
    /// <summary>The scale of the working image, and why.</summary>
    public required SliceScale Scale { get; init; }

    /// <summary>Length of the tissue in working pixels; 0 where none stands out.</summary>
    public required double TissueLength { get; init; }
}
