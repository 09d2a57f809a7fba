using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image in memory, at full resolution; it is not changed.</summary>
internal sealed record RasterSource(Raster<float> Image, SegmentationModel Model, PredictionWorkflowOptions Options) : FullResolutionSource("image", "image", Model, Options)
{
    public override InputSlice Read(CancellationToken cancellationToken) => ReadAtScale(Image.Size, null, Bin, isJudged: true);

    private Raster<float> Bin(Binning binning)
    {
        if (!Model.Preprocessing.Blur)
        {
            return BlockMean.Apply(Image, binning);
        }

        var blurred = new Raster<float>(Image.Size);
        GaussianBlur.Apply(Image, binning.Factor / 2.0, blurred);
        return BlockMean.Apply(blurred, binning);
    }
}
