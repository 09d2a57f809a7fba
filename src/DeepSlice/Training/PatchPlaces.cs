using DeepSlice.Geometry;

namespace DeepSlice.Training;

/// <summary>Places of each region and its border in a slice, for the centres of patches.</summary>
internal sealed class PatchPlaces
{
    // Enough to sample a region; large slices have millions.
    private const int MostPlaces = 2048;

    private readonly (BinnedPoint[] Inside, BinnedPoint[] Border)[] _regions;

    /// <summary>Collects the places of a slice.</summary>
    /// <param name="labels">Region indices, background among them.</param>
    public PatchPlaces(Raster<byte> labels)
    {
        int step = Math.Max(1, (int)Math.Sqrt(labels.Size.PixelCount / (4.0 * MostPlaces)));
        var inside = new List<BinnedPoint>?[256];
        var border = new List<BinnedPoint>?[256];
        for (int y = 0; y < labels.Height; y++)
        {
            for (int x = 0; x < labels.Width; x++)
            {
                byte index = labels[x, y];
                if (IsBorder(labels, x, y, index))
                {
                    (border[index] ??= []).Add(new BinnedPoint(x + 0.5, y + 0.5));
                }
                else if (x % step == 0 && y % step == 0)
                {
                    (inside[index] ??= []).Add(new BinnedPoint(x + 0.5, y + 0.5));
                }
            }
        }

        _regions = [.. Enumerable.Range(0, 256).Where(i => inside[i] is not null || border[i] is not null).Select(i => (Thinned(inside[i]), Thinned(border[i])))];
    }

    /// <summary>Draws a place; all regions are equally likely, whatever their size.</summary>
    /// <param name="borderShare">Probability of a place on the region's border, if it has one.</param>
    /// <param name="random">Random numbers of this place.</param>
    public BinnedPoint Draw(double borderShare, RandomStream random)
    {
        (BinnedPoint[] inside, BinnedPoint[] border) = _regions[random.Below(_regions.Length)];
        bool isBorder = random.Chance(borderShare);
        BinnedPoint[] places = (isBorder && border.Length > 0) || inside.Length == 0 ? border : inside;
        return places[random.Below(places.Length)];
    }

    private static bool IsBorder(Raster<byte> labels, int x, int y, byte index) =>
        (x > 0 && labels[x - 1, y] != index)
        || (y > 0 && labels[x, y - 1] != index)
        || (x + 1 < labels.Width && labels[x + 1, y] != index)
        || (y + 1 < labels.Height && labels[x, y + 1] != index);

    private static BinnedPoint[] Thinned(List<BinnedPoint>? places)
    {
        int step = ((places?.Count ?? 0) / MostPlaces) + 1;
        return places is null ? [] : [.. places.Where((_, i) => i % step == 0)];
    }
}
