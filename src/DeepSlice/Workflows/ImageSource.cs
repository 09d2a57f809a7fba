using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image file, binned while it is read.</summary>
internal sealed record ImageSource : FullResolutionSource
{
    /// <summary>Refers to a file.</summary>
    public ImageSource(string path, SegmentationModel model, PredictionWorkflowOptions options)
        : this(new FolderImage(path, ImageFolder.IdOf(path), ""), model, options)
    {
    }

    /// <summary>Refers to an image of a folder.</summary>
    public ImageSource(FolderImage image, SegmentationModel model, PredictionWorkflowOptions options)
        : base(image.Id, image.Path, model, options) => Animal = image.Animal;

    public override InputSlice Read(CancellationToken cancellationToken) =>
        ConvertedImage.Read(Path, path => Read(path, cancellationToken), cancellationToken);

    private InputSlice Read(string path, CancellationToken cancellationToken)
    {
        ImageFileInfo info = ImageFile.Inspect(path);
        (Preprocessing reading, string? warning) = Reading(info);
        bool isColoured = false;
        InputSlice input = ReadAtScale(
            info.Size,
            info.MicrometresPerPixel,
            binning =>
            {
                (Geometry.Raster<float> pixels, isColoured) = ImageFile.ReadWithColour(path, reading with { Binning = binning }, cancellationToken);
                return pixels;
            },
            isJudged: reading.Background is null);
        bool isInverted = reading.Background == SliceBackground.Bright || input.Scale.Warning is not null;
        string? colours = isColoured && !isInverted ? ReadingWords.OfColours : null;
        return input with { Scale = input.Scale with { Warning = ReadingWords.Join(warning, colours, input.Scale.Warning) } };
    }

    /// <summary>Channel, plane, background and blur: what is stated, else the model's.</summary>
    private (Preprocessing Reading, string? Warning) Reading(ImageFileInfo info)
    {
        Preprocessing own = Model.Preprocessing;
        Preprocessing reading = Options.Reading ?? new Preprocessing();
        bool isChannelStated = reading.Channel is not null || reading.ChannelName is not null;
        bool hasOneChannel = info.Channels == 1 && (own.Channel is > 0 || own.ChannelName is not null);
        reading = reading with
        {
            Channel = isChannelStated ? reading.Channel : hasOneChannel ? null : own.Channel,
            ChannelName = isChannelStated ? reading.ChannelName : hasOneChannel ? null : own.ChannelName,
            Plane = reading.Plane ?? (reading.Projection is null ? own.Plane : null),
            Projection = reading.Projection ?? own.Projection,
            Background = reading.Background ?? own.Background,
            Blur = own.Blur,
        };
        string? warning = hasOneChannel && !isChannelStated && !info.ChannelNames.Contains(own.ChannelName, StringComparer.OrdinalIgnoreCase)
            ? $"expected channel {own.ChannelName ?? $"{own.Channel}"}, which the model was trained on, got an image of one channel; it was used"
            : null;
        return (reading, ReadingWords.Join(warning, ReadingWords.Of(info, reading, Options.Reading)));
    }
}
