using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>Labels tissue outside the annotated regions as <c>rest</c>.</summary>
internal static class RestTissue
{
    /// <summary>Labels the tissue of every slice, see the overload for one slice.</summary>
    /// <param name="dataset">Slices; those without annotation are returned unchanged.</param>
    /// <returns>The dataset with new region maps.</returns>
    public static SliceDataset Fill(SliceDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset with { Slices = [.. dataset.Slices.Select(Fill)] };
    }

    /// <summary>Labels tissue outside the annotated regions as <c>rest</c>.</summary>
    /// <param name="slice">
    /// A slice. It is returned unchanged if it has no annotation, if <c>rest</c> is already annotated, or if the catalogue has no <c>rest</c>.
    /// </param>
    /// <returns>The slice with a new region map; annotated pixels keep their region.</returns>
    public static Slice Fill(Slice slice)
    {
        ArgumentNullException.ThrowIfNull(slice);
        if (slice.Regions is not { } regions || regions.Catalog.Rest is not { } rest || regions.Area(rest) > 0)
        {
            return slice;
        }

        Raster<byte> tissue = TissueMask.Find(slice.Image);
        Raster<byte> indices = regions.Indices.Clone();
        for (int i = 0; i < indices.Pixels.Length; i++)
        {
            if (indices.Pixels[i] == 0 && tissue.Pixels[i] != 0)
            {
                indices.Pixels[i] = rest.Index;
            }
        }

        return slice with { Regions = new RegionMap(regions.Catalog, indices) };
    }
}
