using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Annotated slices at a coarser binning than they were imported at.</summary>
public static class CoarseSlices
{
    /// <summary>Bins all slices of a data set further: grey values by <see cref="BlockMean"/>, regions by the majority of a block.</summary>
    /// <param name="dataset">Slices at their working resolution.</param>
    /// <param name="binning">Working pixels along each axis that become one.</param>
    /// <returns>A data set of the product of both binnings. Where a slice's padding is no multiple of the binning, its frame is exact to within a coarse pixel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The product is above 4096.</exception>
    public static SliceDataset Bin(SliceDataset dataset, Binning binning)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var product = new Binning(dataset.Binning.Factor * binning.Factor);
        return dataset with { Preprocessing = dataset.Preprocessing with { Binning = product }, Slices = [.. dataset.Slices.Select(slice => Bin(slice, binning, product))] };
    }

    private static Slice Bin(Slice slice, Binning binning, Binning product) => slice with
    {
        Image = BlockMean.Apply(slice.Image, binning),
        Regions = slice.Regions is { } regions ? new RegionMap(regions.Catalog, BlockMajority.Apply(regions.Indices, binning)) : null,
        Frame = slice.Frame with
        {
            Binning = product,
            WorkingSize = binning.Binned(slice.Image.Size),
            OffsetX = slice.Frame.OffsetX / binning.Factor,
            OffsetY = slice.Frame.OffsetY / binning.Factor,
        },
    };
}
