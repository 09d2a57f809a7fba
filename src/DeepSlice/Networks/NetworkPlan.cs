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

    /// <summary>Size of the grid slices are centred on, in working pixels; best a multiple of <see cref="Stride"/>.</summary>
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

    /// <summary>Full-size pixels to one pixel of the deepest level.</summary>
    [JsonIgnore]
    public int Stride => 1 << (Widths.Count - 1);
}
