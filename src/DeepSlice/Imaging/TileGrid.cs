namespace DeepSlice.Imaging;

/// <summary>Cuts an axis into overlapping tiles.</summary>
internal static class TileGrid
{
    private const double Least = 1e-3;

    /// <summary>Places tiles along an axis.</summary>
    /// <param name="length">Pixels of the axis, a multiple of the alignment.</param>
    /// <param name="side">Longest tile, a multiple of the alignment; more than twice the margin and twice the alignment.</param>
    /// <param name="margin">Pixels at a tile's ends that do not count, except at the ends of the axis.</param>
    /// <param name="alignment">What starts and ends of tiles are multiples of.</param>
    /// <returns>Tiles in order; the parts that count overlap by the alignment or more, and cover every pixel.</returns>
    public static IReadOnlyList<TileSpan> Along(int length, int side, int margin, int alignment)
    {
        if (length <= side)
        {
            return [new TileSpan(0, length, 0, length)];
        }

        int step = (side - (2 * margin) - alignment) / alignment * alignment;
        if (step <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(side), $"found tiles of {side} pixels, with margins of {margin} they must have more than {(2 * margin) + (2 * alignment)}");
        }

        var tiles = new List<TileSpan>();
        for (int start = 0; ; start += step)
        {
            bool isLast = start + side >= length;
            int from = isLast ? length - side : start;
            tiles.Add(new TileSpan(from, from + side, from == 0 ? 0 : from + margin, isLast ? length : from + side - margin));
            if (isLast)
            {
                return tiles;
            }
        }
    }

    /// <summary>How much each pixel that counts weighs against those of other tiles: a Gaussian about the tile's middle, of a standard deviation of a quarter of its length.</summary>
    /// <param name="tile">The tile.</param>
    /// <returns>A weight above 0 for each pixel from <see cref="TileSpan.ValidStart"/> to <see cref="TileSpan.ValidEnd"/>.</returns>
    public static float[] Weights(TileSpan tile)
    {
        var weights = new float[tile.ValidEnd - tile.ValidStart];
        double middle = (tile.Start + tile.End) / 2.0;
        double sigma = tile.Length / 4.0;
        for (int i = 0; i < weights.Length; i++)
        {
            double away = (tile.ValidStart + i + 0.5 - middle) / sigma;
            weights[i] = (float)Math.Max(Least, Math.Exp(-0.5 * away * away));
        }

        return weights;
    }
}
