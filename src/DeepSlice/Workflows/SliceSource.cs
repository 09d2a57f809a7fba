using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;

namespace DeepSlice.Workflows;

/// <summary>The source of one slice to predict.</summary>
/// <param name="Id">Id of the slice, which names its outputs.</param>
/// <param name="Path">The file or dataset it comes from, for messages.</param>
internal abstract record SliceSource(string Id, string Path)
{
    /// <summary>The sub-folder of an image, which usually holds one animal; empty for any other slice.</summary>
    public string Animal { get; init; } = "";

    /// <summary>The state of the files that the slice is read from: another one means that they have changed; null if it cannot be told.</summary>
    public virtual string? Stamp => FileStamp.Find(Path)?.ToString();

    /// <summary>Reads the slice; different sources may be read by different threads.</summary>
    /// <exception cref="InvalidDataException">The file cannot be used.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract InputSlice Read(CancellationToken cancellationToken);

    /// <summary>Reads the slice for a model: of a size that the model takes, with finite grey values, and with a warning where its scale is not the model's.</summary>
    /// <param name="model">The model that will be applied.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">The file cannot be used, or the slice is too large for the model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public InputSlice ReadFor(SegmentationModel model, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        InputSlice input = Read(cancellationToken);
        Raster<float> image = input.Slice.Image;
        WorkingSizeLimit.Require(Path, image.Size, input.Slice.Frame.Binning, model);

        ImageSignal.RemoveNonFinite(image); // so that means and pictures stay finite
        ScaleReference scale = model.Scale;
        if (scale.Judge(input.TissueLength, input.Scale.MicrometresPerWorkingPixel) is not { } wrong)
        {
            return input;
        }

        return input with { Scale = input.Scale with { Warning = ReadingWords.Join(input.Scale.Warning, $"{wrong}; {Remedy(scale, input)}") } };
    }

    /// <summary>What to do where the slice does not have the model's scale.</summary>
    public virtual string Remedy(ScaleReference scale, InputSlice input) => "import or bin the slices to the scale of the model, or predict the image files themselves";
}
