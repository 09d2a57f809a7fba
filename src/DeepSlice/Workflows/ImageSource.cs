using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image file, binned while it is read.</summary>
internal sealed record ImageSource(string Path, SegmentationModel Model, PredictionWorkflowOptions Options) : SliceSource(ImageFolder.IdOf(Path), Path)
{
    // For measuring tissue, an image is binned to about this many times the size of the model's slices.
    private const int Finer = 2;

    public override InputSlice Read(CancellationToken cancellationToken)
    {
        ImageFileInfo info = ImageFile.Inspect(Path);
        (Preprocessing reading, string? warning) = Reading(info);
        double? side = Options.MicrometresPerPixel ?? info.MicrometresPerPixel;
        ScaleReference scale = Model.Scale;
        (Binning Binning, string Reason)? known = Options.Binning is { } stated
            ? (stated, "as stated")
            : side is double size ? scale.ByPixelSize(size) : null;
        Binning first = known?.Binning ?? ProbeBinning(info.Size);
        WorkingSizeLimit.Require(Path, first.Binned(info.Size), first, Model);
        Raster<float> image = ImageFile.Read(Path, reading with { Binning = first }, cancellationToken);
        double length = TissueLength.Measure(image) * first.Factor;
        (Binning binning, string reason) = known ?? scale.ByTissue(length, info.Size);
        if (binning != first)
        {
            WorkingSizeLimit.Require(Path, binning.Binned(info.Size), binning, Model);
            image = ImageFile.Read(Path, reading with { Binning = binning }, cancellationToken);
        }

        var frame = new SliceFrame { Binning = binning, OriginalSize = info.Size, WorkingSize = image.Size };
        return new InputSlice(new Slice { Id = Id, Image = image, Frame = frame }, side)
        {
            Scale = new SliceScale(binning, image.Size, side * binning.Factor, reason) { Warning = warning },
            TissueLength = length / binning.Factor,
        };
    }

    public override string Remedy(ScaleReference scale, InputSlice input) =>
        $"by the length of its tissue, --binning {scale.ByTissue(input.TissueLength * input.Scale.Binning.Factor, input.Slice.Frame.OriginalSize).Binning} fits";

    /// <summary>Channel, plane and blur: those of the options, otherwise those of the model.</summary>
    private (Preprocessing Reading, string? Warning) Reading(ImageFileInfo info)
    {
        Preprocessing own = Model.Preprocessing;
        Preprocessing reading = Options.Reading ?? new Preprocessing();
        bool isChannelStated = reading.Channel is not null || reading.ChannelName is not null;
        bool hasOneChannel = info.Channels == 1 && own.Channel is > 0;
        reading = reading with
        {
            Channel = isChannelStated ? reading.Channel : hasOneChannel ? null : own.Channel,
            ChannelName = isChannelStated ? reading.ChannelName : hasOneChannel ? null : own.ChannelName,
            Plane = reading.Plane ?? (reading.Projection is null ? own.Plane : null),
            Projection = reading.Projection ?? own.Projection,
            Blur = own.Blur,
        };
        string? warning = hasOneChannel && !isChannelStated
            ? $"expected channel {own.ChannelName ?? $"{own.Channel}"}, which the model was trained on, got an image of one channel; it was used"
            : null;
        if (info.Planes > 1)
        {
            string taken = reading.Plane is int plane ? $"plane {plane}" : $"the {(reading.Projection == StackProjection.Mean ? "mean" : "maximum")} projection";
            warning = $"{(warning is null ? "" : $"{warning}; ")}the file has {info.Planes} planes of {info.Channels} channels, {taken} was used; choose by --plane";
        }

        return (reading, warning);
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
