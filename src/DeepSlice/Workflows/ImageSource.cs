using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image file, binned while it is read.</summary>
internal sealed record ImageSource(string Path, SegmentationModel Model, PredictionWorkflowOptions Options) : FullResolutionSource(ImageFolder.IdOf(Path), Path, Model, Options)
{
    public override InputSlice Read(CancellationToken cancellationToken)
    {
        ImageFileInfo info = ImageFile.Inspect(Path);
        (Preprocessing reading, string? warning) = Reading(info);
        return ReadAtScale(info.Size, info.MicrometresPerPixel, binning => ImageFile.Read(Path, reading with { Binning = binning }, cancellationToken), warning);
    }

    /// <summary>Channel, plane and blur: what is stated, else the model's.</summary>
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
        if (info.Planes > 1 && Options.Reading is not { Plane: not null } and not { Projection: not null })
        {
            string taken = reading.Plane is int plane ? $"plane {plane}" : $"the {(reading.Projection == StackProjection.Mean ? "mean" : "maximum")} projection";
            warning = $"{(warning is null ? "" : $"{warning}; ")}the file has {info.Planes} planes of {info.Channels} channels, {taken} was used; choose by --plane";
        }

        return (reading, warning);
    }
}
