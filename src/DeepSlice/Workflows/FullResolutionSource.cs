using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image at full resolution, which is binned to the scale of a model.</summary>
internal abstract record FullResolutionSource(string Id, string Path, SegmentationModel Model, PredictionWorkflowOptions Options) : SliceSource(Id, Path)
{
    // To measure tissue, an image is binned to about this many times the size of the model's slices.
    private const int Finer = 2;

    public override string Remedy(ScaleReference scale, InputSlice input) =>
        $"by the length of its tissue, --binning {scale.ByTissue(input.TissueLength * input.Scale.Binning.Factor, input.Slice.Frame.OriginalSize).Binning} fits";

    /// <summary>Reads the image at the scale of the model: at the stated binning, else by pixel size, else by the length of the tissue.</summary>
    /// <param name="size">Size at full resolution.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel that the image itself states; null where it states none.</param>
    /// <param name="read">Reads the image at a binning.</param>
    /// <param name="isJudged">Whether an image that looks like brightfield is inverted; a warning says so.</param>
    protected InputSlice ReadAtScale(RasterSize size, double? micrometresPerPixel, Func<Binning, Raster<float>> read, bool isJudged)
    {
        double? side = Options.MicrometresPerPixel ?? micrometresPerPixel;
        ScaleReference scale = Model.Scale;
        (Binning Binning, string Reason)? known = Options.Binning is { } stated
            ? (stated, "as stated")
            : side is double pixel ? scale.ByPixelSize(pixel) : null;
        Binning first = known?.Binning ?? ProbeBinning(size);
        WorkingSizeLimit.Require(Path, first.Binned(size), first, Model);
        Raster<float> image = read(first);
        bool isInverted = isJudged && BrightBackground.InvertIfIn(image);
        IntensityLevels? levels = IntensityLevels.Measure(image);
        double length = TissueLength.Measure(image, levels) * first.Factor;
        (Binning binning, string reason) = known ?? scale.ByTissue(length, size);
        if (binning != first)
        {
            WorkingSizeLimit.Require(Path, binning.Binned(size), binning, Model);
            image = read(binning);
            levels = null;
            if (isInverted)
            {
                BrightBackground.Invert(image);
            }
        }

        var frame = new SliceFrame { Binning = binning, OriginalSize = size, WorkingSize = image.Size };
        return new InputSlice(new Slice { Id = Id, Image = image, Frame = frame }, side)
        {
            Animal = Animal,
            Scale = new SliceScale(binning, image.Size, side * binning.Factor, reason) { Warning = isInverted ? ReadingWords.OfInversion : null },
            TissueLength = length / binning.Factor,
            Levels = levels,
        };
    }

    private Binning ProbeBinning(RasterSize size)
    {
        double frame = Math.Max(Model.SliceSize.Width, Model.SliceSize.Height);
        double trained = Math.Max(size.Width, size.Height) / frame / Model.Preprocessing.Binning.Factor;
        return trained is > 0.6 and < 2.5
            ? Model.Preprocessing.Binning
            : new Binning((int)Math.Clamp(Math.Round(Math.Max(size.Width, size.Height) / (Finer * frame)), 1, 4096));
    }
}
