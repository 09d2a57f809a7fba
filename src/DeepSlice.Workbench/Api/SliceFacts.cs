using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Api;

/// <summary>What the page gets of a slice in lists and when it is opened.</summary>
internal abstract record SliceFacts
{
    protected SliceFacts(SliceView slice, ImageSheet? sheet, string reason)
    {
        (Id, Status, Held, Version, Reason) = (slice.Image.Id, slice.Status, slice.Image.Held, slice.Row.Version, reason);
        (Width, Height) = (sheet?.Width ?? 0, sheet?.Height ?? 0);
        (WorkingWidth, WorkingHeight, Binning) = (slice.Predicted?.Width ?? 0, slice.Predicted?.Height ?? 0, slice.Predicted?.Binning ?? 0);
        PixelSize = slice.Predicted is { MicrometresPerWorkingPixel: double side } predicted ? side / predicted.Binning : slice.Image.PixelSize ?? sheet?.PixelSize;
        Confidence = slice.Predicted?.Confidence;
        Flagged = slice.Predicted?.IsFlagged ?? false;
        Message = slice.Row.Failure ?? slice.Predicted?.Warning ?? "";
    }

    public string Id { get; }

    public string Name => Id;

    public int Width { get; }

    public int Height { get; }

    public int WorkingWidth { get; }

    public int WorkingHeight { get; }

    public int Binning { get; }

    public double? PixelSize { get; }

    public SliceStatus Status { get; }

    public bool Held { get; }

    public double? Confidence { get; }

    public bool Flagged { get; }

    public string Reason { get; }

    public long Version { get; }

    public string Message { get; }
}
