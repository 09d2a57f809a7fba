using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>How annotated images become a dataset.</summary>
public sealed record ImportOptions
{
    /// <summary>Full-resolution pixels per working pixel along each axis; null plans it by the length of the tissue.</summary>
    /// <value>Default null.</value>
    public Binning? Binning { get; init; }

    /// <summary>Channel, plane, blur and raster rule; a pixel size given here overrides that of the images; the binning is ignored.</summary>
    /// <value>Default: the first channel or the mean of the colors, no blur, <see cref="RasterRule.PixelCentre"/>, which keeps areas.</value>
    public Preprocessing Preprocessing { get; init; } = new() { Rule = RasterRule.PixelCentre };

    /// <summary>Whether sub-folders of images and outlines are searched, too; the slice of <c>mouse1/s01.tif</c> is <c>mouse1_s01</c>.</summary>
    /// <value>Default false.</value>
    public bool Recursive { get; init; }

    /// <summary>Whether outlines of one side, such as <c>Left: cortex</c>, are the region, without a warning.</summary>
    /// <value>Default false.</value>
    internal bool MergeSides { get; init; }

    /// <summary>The regions that ROI names refer to.</summary>
    /// <value>Default <see cref="RegionCatalog.SagittalSix"/>.</value>
    public RegionCatalog Catalog { get; init; } = RegionCatalog.SagittalSix;
}
