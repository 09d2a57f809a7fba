using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Metrics;

/// <summary>How much of a slice is damaged.</summary>
/// <param name="Slice">Damaged pixels as a fraction of those that are tissue or damaged, 0 … 1; 0 if there are none.</param>
/// <param name="Regions">By region index, the damaged fraction of its pixels; null if it has none.</param>
internal sealed record DamageMeasurement(double Slice, IReadOnlyList<double?> Regions)
{
    /// <summary>Counts damaged pixels.</summary>
    /// <param name="regions">Regions; index 0 is background, where damaged pixels are those of tissue that is gone.</param>
    /// <param name="damage">Values other than 0 on damaged pixels, same size.</param>
    public static DamageMeasurement Measure(RegionMap regions, Raster<byte> damage)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(damage);
        var pixels = new long[regions.Catalog.Count];
        var damaged = new long[pixels.Length];
        ReadOnlySpan<byte> indices = regions.Indices.Pixels;
        ReadOnlySpan<byte> marks = damage.Pixels;
        for (int i = 0; i < indices.Length; i++)
        {
            pixels[indices[i]]++;
            damaged[indices[i]] += marks[i] == DamageMask.Sound ? 0 : 1;
        }

        long all = pixels.Sum() - pixels[0] + damaged[0];
        return new DamageMeasurement(all == 0 ? 0 : (double)damaged.Sum() / all, [.. pixels.Zip(damaged, (count, bad) => count == 0 ? (double?)null : (double)bad / count)]);
    }
}
