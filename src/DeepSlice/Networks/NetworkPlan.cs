using System.Text.Json.Serialization;
using DeepSlice.Geometry;

namespace DeepSlice.Networks;

/// <summary>Everything that decides a network's structure.</summary>
public sealed record NetworkPlan
{
    /// <summary>Greatest number of levels.</summary>
    public const int MaximumLevels = 9;

    /// <summary>Longest side of a working grid in pixels, so that no plan asks for more memory than there is.</summary>
    public const int MaximumSide = 4096;

    /// <summary>Kind of network.</summary>
    public Architecture Architecture { get; init; } = Architecture.UNet;

    /// <summary>Regions told apart, background included.</summary>
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
                throw new ArgumentException($"found {value.Count} levels, allowed are 1 to {MaximumLevels}", nameof(value));
            }

            foreach (int width in value)
            {
                Ensure.InRange(width, 1, 2048, nameof(Widths));
            }

            field = value;
        }
    }

    /// <summary>Size of the grid that slices are centred on, or of the patches that are cut out of them, in working pixels; best a multiple of <see cref="Stride"/>.</summary>
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

    /// <summary>Planes that the network is given beside the grey values: the probabilities of a coarser network, one a region; 0 for none.</summary>
    /// <value>0 … 256. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int ContextPlanes { get; init => field = Ensure.InRange(value, 0, 256, nameof(ContextPlanes)); }

    /// <summary>Channels of the network's input: grey values, then the context.</summary>
    [JsonIgnore]
    public int InputChannels => 1 + ContextPlanes;

    /// <summary>Pixels around one of the network's output pixels, along each axis and to each side, that it can depend on.</summary>
    /// <remarks>
    /// Two convolutions of 3×3 on the way down and two on the way up reach 4 pixels of a level, those of the deepest level 2; halving and repeating pixels add
    /// at most one each.
    /// </remarks>
    [JsonIgnore]
    public int ReceptiveRadius => (6 * (Stride - 1)) + (2 * Stride);

    /// <summary>Full-size pixels to one pixel of the deepest level.</summary>
    [JsonIgnore]
    public int Stride => 1 << (Widths.Count - 1);

    /// <summary>The next multiple of the stride.</summary>
    internal int RoundUp(int pixels) => (pixels + Stride - 1) / Stride * Stride;
}
