using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Bins region indices: a coarse pixel gets the most frequent index of its block.</summary>
internal static class BlockMajority
{
    /// <summary>Bins indices.</summary>
    /// <param name="indices">Region indices.</param>
    /// <param name="binning">Pixels per block along each axis.</param>
    /// <returns>Indices of ⌈width ÷ binning⌉ × ⌈height ÷ binning⌉; in a tie the smallest index other than background.</returns>
    public static Raster<byte> Apply(Raster<byte> indices, Binning binning)
    {
        var binned = new Raster<byte>(binning.Binned(indices.Size));
        int[] counts = new int[256];
        for (int y = 0; y < binned.Height; y++)
        {
            for (int x = 0; x < binned.Width; x++)
            {
                Array.Clear(counts);
                Count(indices, x * binning.Factor, y * binning.Factor, binning.Factor, counts);
                int best = 1;
                for (int index = 2; index < counts.Length; index++)
                {
                    best = counts[index] > counts[best] ? index : best;
                }

                binned[x, y] = counts[0] > counts[best] ? (byte)0 : (byte)best;
            }
        }

        return binned;
    }

    private static void Count(Raster<byte> indices, int left, int top, int side, int[] counts)
    {
        int right = Math.Min(left + side, indices.Width);
        for (int y = top; y < Math.Min(top + side, indices.Height); y++)
        {
            foreach (byte index in indices.Row(y)[left..right])
            {
                counts[index]++;
            }
        }
    }
}
