using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image file, binned while it is read.</summary>
internal sealed record ImageSource(string Path, SegmentationModel Model, PredictionWorkflowOptions Options) : SliceSource(ImageFolder.IdOf(Path), Path)
{
    public override InputSlice Read(CancellationToken cancellationToken)
    {
        ImageFileInfo info = ImageFile.Inspect(Path);
        Binning binning = Options.Binning ?? AutomaticBinning.Choose(info.Size, info.MicrometresPerPixel, Model);
        WorkingSizeLimit.Require(Path, binning.Binned(info.Size), binning, Model);
        Raster<float> image = ImageFile.Read(Path, new ImageReadOptions { Binning = binning, Channel = Options.Channel }, cancellationToken);
        var frame = new SliceFrame { Binning = binning, OriginalSize = info.Size, WorkingSize = image.Size };
        return new InputSlice(new Slice { Id = Id, Image = image, Frame = frame }, info.MicrometresPerPixel);
    }
}
