using System.Text.Json.Serialization;
using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>What was done to images and outlines before a network saw them: made by import, kept in the dataset and in the model, repeated by prediction.</summary>
public sealed record Preprocessing
{
    /// <summary>An image as it is: no binning, no known pixel size.</summary>
    public static Preprocessing None { get; } = new();

    /// <summary>Full-resolution pixels per working pixel along each axis.</summary>
    /// <value>The default is 1.</value>
    [JsonConverter(typeof(BinningConverter))]
    [JsonRequired]
    public Binning Binning { get; init; } = Binning.None;

    /// <summary>Side of a full-resolution pixel in micrometres; null if unknown.</summary>
    /// <value>Greater than 0 and finite, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or not finite.</exception>
    public double? MicrometresPerPixel { get; init => field = value is double size ? Ensure.PositiveAndFinite(size, "pixel size") : null; }

    /// <summary>Side of a working pixel in micrometres; null if unknown.</summary>
    [JsonIgnore]
    public double? MicrometresPerWorkingPixel => MicrometresPerPixel * Binning.Factor;

    /// <summary>Channel, from 0; null for the mean of red, green and blue of a color image, and for the first channel of any other.</summary>
    /// <value>0 or more, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The channel is negative.</exception>
    public int? Channel { get; init => field = value is int channel ? Ensure.NotNegative(channel, "channel") : null; }

    /// <summary>Name of the channel in files that name their channels, as <c>DAPI</c>, or <c>red</c>, <c>green</c> or <c>blue</c>; it goes before the number. Null where unknown.</summary>
    public string? ChannelName { get; init; }

    /// <summary>Plane of a Z-stack, from 0; null for the projection of all planes.</summary>
    /// <value>0 or more, or null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The plane is negative.</exception>
    public int? Plane { get; init => field = value is int plane ? Ensure.NotNegative(plane, "plane") : null; }

    /// <summary>How the planes of a Z-stack become one image where no plane is chosen.</summary>
    /// <value>Null, the default, is <see cref="StackProjection.Maximum"/>.</value>
    public StackProjection? Projection { get; init; }

    /// <summary>Whether the background is dark, or bright, so that the image is inverted.</summary>
    /// <value>Null, the default: <c>import</c> and <c>predict</c> look at each image; read alone, it is left as it is.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SliceBackground? Background { get; init; }

    /// <summary>Whether a Gaussian of sigma = binning ÷ 2 is applied before binning.</summary>
    /// <value>The default is false.</value>
    public bool Blur { get; init; }

    /// <summary>Which working pixels belong to an annotated outline; null if the annotation did not come from outlines, or the rule is unknown.</summary>
    public RasterRule? Rule { get; init; }
}
