using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Measures how long the tissue of a slice is: the maximum caliper (Feret) diameter of its tissue mask.</summary>
/// <remarks>Unlike a bounding box it does not depend on how the slice lies. Specks are not counted; see <see cref="TissueMask"/>.</remarks>
internal static class TissueLength
{
    /// <summary>Measures one slice.</summary>
    /// <param name="image">Image of a slice with some background.</param>
    /// <returns>Length in pixels of the image; 0 where no tissue stands out.</returns>
    public static double Measure(Raster<float> image) => Measure(image, IntensityLevels.Measure(image));

    /// <summary>Measures one slice whose levels are known.</summary>
    /// <param name="image">As of <see cref="Measure(Raster{float})"/>.</param>
    /// <param name="levels">Its levels.</param>
    public static double Measure(Raster<float> image, IntensityLevels levels)
    {
        BinnedPoint[] border = Border(TissueMask.Find(image, levels));
        return border.Length == 0 ? 0 : FeretDiameter.Of(border) + 1;
    }

    /// <summary>First and last tissue pixel of each row, which hold the convex hull.</summary>
    private static BinnedPoint[] Border(Raster<byte> mask)
    {
        var border = new List<BinnedPoint>();
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> row = mask.Row(y);
            if (row.IndexOf((byte)1) is int first and >= 0)
            {
                border.Add(new BinnedPoint(first, y));
                border.Add(new BinnedPoint(row.LastIndexOf((byte)1), y));
            }
        }

        return [.. border];
    }
}
