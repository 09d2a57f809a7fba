namespace DeepSlice.Formats;

/// <summary>The content of a file of outlines.</summary>
internal sealed class DrawnOutlines
{
    /// <summary>The outlines, in the file's order.</summary>
    public List<DrawnOutline> Outlines { get; } = [];

    /// <summary>What has no area.</summary>
    public List<UnusableOutline> Unusable { get; } = [];

    /// <summary>Adds the content of a set of ImageJ's ROIs.</summary>
    public void Add(RoiSet set)
    {
        Outlines.AddRange(set.Rois.Select(roi => new DrawnOutline([roi.Name], roi.Outline)));
        Unusable.AddRange(set.Skipped.Select(roi => new UnusableOutline(roi.Name, roi.Reason, roi.Reason == RoiDecoder.NoExtent ? UnusableKind.Flat : UnusableKind.NoArea)));
    }
}
