using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Bins annotated slices further.</summary>
internal static class CoarseSlices
{
    /// <summary>Bins all slices of a dataset further: grey values by <see cref="BlockMean"/>, regions by majority of each block.</summary>
    /// <param name="dataset">Slices at working resolution.</param>
    /// <param name="binning">Working pixels per new pixel along each axis.</param>
    /// <returns>A dataset binned by the product of both. If padding is not a multiple of the binning, the frame is exact to within one coarse pixel.</returns>
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
        Damage = slice.Damage is { } damage ? BlockMajority.Apply(damage, binning) : null,
        Frame = slice.Frame with
        {
            Binning = product,
            WorkingSize = binning.Binned(slice.Image.Size),
            OffsetX = slice.Frame.OffsetX / binning.Factor,
            OffsetY = slice.Frame.OffsetY / binning.Factor,
        },
    };
}
