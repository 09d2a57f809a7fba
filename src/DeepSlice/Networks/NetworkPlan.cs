using System.Text.Json.Serialization;
using DeepSlice.Geometry;

namespace DeepSlice.Networks;

/// <summary>The structure of a network.</summary>
public sealed record NetworkPlan
{
    /// <summary>Greatest number of levels.</summary>
    public const int MaximumLevels = 9;

    /// <summary>Longest side of a working grid in pixels; bounds the memory that a plan can ask for.</summary>
    public const int MaximumSide = 4096;

    /// <summary>Kind of network.</summary>
    public Architecture Architecture { get; init; } = Architecture.UNet;

    /// <summary>Number of regions, background included.</summary>
    /// <value>2 … 256.</value>
    public required int RegionCount { get; init => field = Ensure.InRange(value, 2, 256, nameof(RegionCount)); }

    /// <summary>Channels of each level, the finest first; as many levels as numbers.</summary>
    /// <value>1 to 9 levels of 1 … 2048 channels.</value>
    /// <exception cref="ArgumentException">No level, too many, or a width out of range.</exception>
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

    /// <summary>Size of the grid that slices are centred on, or of the patches, in working pixels; best a multiple of <see cref="Stride"/>.</summary>
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

    /// <summary>Input channels beside the grey values: the probabilities of a coarser network, one channel per region; 0 for none.</summary>
    /// <value>0 … 256. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int ContextPlanes { get; init => field = Ensure.InRange(value, 0, 256, nameof(ContextPlanes)); }

    /// <summary>Channels of the network's input: grey values, then the context channels.</summary>
    [JsonIgnore]
    public int InputChannels => 1 + ContextPlanes;

    /// <summary>Radius of the receptive field: pixels to each side along each axis that an output pixel can depend on.</summary>
    /// <remarks>
    /// Two convolutions of 3×3 on the way down and two on the way up reach 4 pixels of a level, those of the deepest level 2; halving and repeating pixels add
    /// at most one each.
    /// </remarks>
    [JsonIgnore]
    public int ReceptiveRadius => (6 * (Stride - 1)) + (2 * Stride);

    /// <summary>Full-size pixels per pixel of the deepest level, along each axis.</summary>
    [JsonIgnore]
    public int Stride => 1 << (Widths.Count - 1);

    /// <summary>The next multiple of the stride.</summary>
    internal int RoundUp(int pixels) => (pixels + Stride - 1) / Stride * Stride;
}
