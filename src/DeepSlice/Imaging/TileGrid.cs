namespace DeepSlice.Imaging;

/// <summary>Divides an axis into overlapping tiles.</summary>
internal static class TileGrid
{
    private const double Least = 1e-3;

    /// <summary>Places tiles along an axis.</summary>
    /// <param name="length">Length of the axis in pixels, a multiple of the alignment.</param>
    /// <param name="side">Largest tile length, a multiple of the alignment; more than twice the margin plus twice the alignment.</param>
    /// <param name="margin">Pixels at the ends of a tile whose results are discarded, except at the ends of the axis.</param>
    /// <param name="alignment">Tiles start and end at multiples of this.</param>
    /// <returns>Tiles in order; their valid parts overlap by at least the alignment and cover every pixel.</returns>
    public static IReadOnlyList<TileSpan> Along(int length, int side, int margin, int alignment)
    {
        if (length <= side)
        {
            return [new TileSpan(0, length, 0, length)];
        }

        int step = (side - (2 * margin) - alignment) / alignment * alignment;
        if (step <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(side), $"expected tiles of more than {(2 * margin) + (2 * alignment)} pixels with margins of {margin}, got {side}");
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

    /// <summary>Blending weights of the valid pixels: a Gaussian centred on the tile, with a standard deviation of a quarter of its length.</summary>
    /// <param name="tile">The tile.</param>
    /// <returns>A weight greater than 0 for each pixel from <see cref="TileSpan.ValidStart"/> to <see cref="TileSpan.ValidEnd"/>.</returns>
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
