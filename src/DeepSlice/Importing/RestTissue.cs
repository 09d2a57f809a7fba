using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>Tells tissue that nobody has outlined from background, where the annotation does not.</summary>
public static class RestTissue
{
    /// <summary>Marks the tissue of every slice, as the overload for one slice does.</summary>
    /// <param name="dataset">Annotated slices, and others, which stay as they are.</param>
    /// <returns>The same data set with new region maps.</returns>
    public static SliceDataset Fill(SliceDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset with { Slices = [.. dataset.Slices.Select(Fill)] };
    }

    /// <summary>Marks the tissue outside a slice's annotated regions as <c>rest</c>.</summary>
    /// <param name="slice">
    /// A slice. Without annotation, with <c>rest</c> annotated already, or of a catalogue without <c>rest</c>, it is returned as it is.
    /// </param>
    /// <returns>A slice with a new region map; annotated pixels keep their region.</returns>
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
