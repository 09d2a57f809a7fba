using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Removes a given fraction of a slice's tissue.</summary>
internal static class Removal
{
    /// <summary>Removes the tissue that comes first in a given order.</summary>
    /// <param name="specimen">The slice.</param>
    /// <param name="share">Fraction of the tissue to remove, 0 … 1.</param>
    /// <param name="order">Order of removal at a point in slice units, lowest first; its gradient must be about 1 per slice unit.</param>
    /// <param name="random">Random stream for the background noise.</param>
    public static SliceSample Apply(Specimen specimen, double share, Func<double, double, double> order, RandomStream random)
    {
        var gap = new Raster<float>(specimen.Image.Size);
        for (int y = 0; y < gap.Height; y++)
        {
            Span<float> row = gap.Row(y);
            double v = specimen.Place.V(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (float)order(specimen.Place.U(x), v);
            }
        }

        float[] sorted = specimen.Sorted(gap);
        double place = Math.Clamp((share * sorted.Length) - 0.5, 0, sorted.Length - 1);
        int below = (int)place;
        double edge = sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
        foreach (ref float value in gap.Pixels)
        {
            value = (float)Coverage.OfEdge((edge - value) * specimen.Place.Extent);
        }

        return specimen.Without(gap, random);
    }
}
