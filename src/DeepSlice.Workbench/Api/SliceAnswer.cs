using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Api;

/// <summary>A slice as the page gets it in lists.</summary>
internal sealed record SliceAnswer : SliceFacts
{
    public SliceAnswer(SliceView slice, ImageSheet? sheet, string reason)
        : base(slice, sheet, reason)
    {
    }
}
