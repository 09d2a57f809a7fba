using System.Text.Json.Serialization;
using DeepSlice.Geometry;

namespace DeepSlice.Networks;

/// <summary>Structure of a network.</summary>
public sealed record NetworkPlan
{
    /// <summary>Largest number of levels.</summary>
    public const int MaximumLevels = 9;

    /// <summary>Longest side of a working grid in pixels, to bound the memory of a plan.</summary>
    public const int MaximumSide = 4096;

    /// <summary>Architecture of the network.</summary>
    public Architecture Architecture { get; init; } = Architecture.UNet;

    /// <summary>Number of regions, including background.</summary>
    /// <value>2 … 256.</value>
    public required int RegionCount { get; init => field = Ensure.InRange(value, 2, 256, nameof(RegionCount)); }

    /// <summary>Channels of each level, finest first.</summary>
    /// <value>1 to 9 levels of 1 … 2048 channels.</value>
    /// <exception cref="ArgumentException">There are no levels or too many, or a width is out of range.</exception>
    public required IReadOnlyList<int> Widths
    {
        get;
        init
        {
            if (value.Count is < 1 or > MaximumLevels)
            {
                throw new ArgumentException($"expected 1 to {MaximumLevels} levels, got {value.Count}", nameof(value));
            }

            foreach (int width in value)
            {
                Ensure.InRange(width, 1, 2048, nameof(Widths));
            }

            field = value;
        }
    }

    /// <summary>Size of the working grid of slices, or of patches, in working pixels; preferably a multiple of <see cref="Stride"/>.</summary>
    /// <value>Sides of 1 … 4096.</value>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of range.</exception>
    public required RasterSize WorkingSize
    {
        get;
        init
        {
            Ensure.InRange(value.Width, 1, MaximumSide, nameof(WorkingSize));
            Ensure.InRange(value.Height, 1, MaximumSide, nameof(WorkingSize));
            field = value;
        }
    }

    /// <summary>Input planes in addition to the grey values: probabilities of a coarser network, one per region; 0 for none.</summary>
    /// <value>0 … 256. Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int ContextPlanes { get; init => field = Ensure.InRange(value, 0, 256, nameof(ContextPlanes)); }

    /// <summary>Whether the network has one more output: the logit of the probability that a pixel is damaged.</summary>
    /// <value>Default: false.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Damage { get; init; }

    /// <summary>Output channels: regions, then damage if there is that output.</summary>
    internal int OutputChannels => RegionCount + (Damage ? 1 : 0);

    /// <summary>Input channels: grey values, then context planes.</summary>
    [JsonIgnore]
    public int InputChannels => 1 + ContextPlanes;

    /// <summary>Radius of the receptive field in pixels: how far an output pixel can depend on input pixels, along each axis.</summary>
    /// <remarks>
    /// At each level two 3×3 convolutions in the encoder and two in the decoder reach 4 pixels of that level, those of the deepest level 2; pooling
    /// and upsampling add at most one each.
    /// </remarks>
    [JsonIgnore]
    public int ReceptiveRadius => (6 * (Stride - 1)) + (2 * Stride);

    /// <summary>Full-resolution pixels per pixel of the deepest level, along each axis.</summary>
    [JsonIgnore]
    public int Stride => 1 << (Widths.Count - 1);

    /// <summary>Rounds up to a multiple of the stride.</summary>
    internal int RoundUp(int pixels) => (pixels + Stride - 1) / Stride * Stride;
}
