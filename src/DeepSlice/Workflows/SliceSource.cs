using DeepSlice.Imaging;

namespace DeepSlice.Workflows;

/// <summary>The source of one slice to predict.</summary>
/// <param name="Id">Id of the slice, which names its outputs.</param>
/// <param name="Path">The file or dataset it comes from, for messages.</param>
internal abstract record SliceSource(string Id, string Path)
{
    /// <summary>Reads the slice; different sources may be read by different threads.</summary>
    /// <exception cref="InvalidDataException">The file cannot be used.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract InputSlice Read(CancellationToken cancellationToken);

    /// <summary>The remedy if the slice does not have the model's scale.</summary>
    public virtual string Remedy(ScaleReference scale, InputSlice input) => "import or bin the slices to the scale of the model, or predict the image files themselves";
}
