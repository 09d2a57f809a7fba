using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>What every place of a phantom is made of.</summary>
internal static class TissueMap
{
    /// <summary>Paints a shape.</summary>
    /// <param name="shape">Curves in the raster's pixels.</param>
    /// <param name="gaps">Places where tissue is missing.</param>
    /// <param name="sidePixels">Side of the raster.</param>
    /// <returns>Values of <see cref="Tissue"/>.</returns>
    public static Raster<byte> Paint(BrainShape shape, IEnumerable<Outline<BinnedPoint>> gaps, int sidePixels)
    {
        var tissues = new Raster<byte>(sidePixels, sidePixels);
        var present = new Raster<byte>(sidePixels, sidePixels);
        tissues.Pixels.Fill((byte)Tissue.BasalForebrain);
        foreach ((Tissue tissue, Outline<BinnedPoint> outline) in shape.Regions)
        {
            PolygonRasterizer.Fill(outline, RasterRule.PixelCentre, tissues, (byte)tissue);
        }

        PolygonRasterizer.Fill(shape.Border, RasterRule.PixelCentre, present, 1);
        if (shape.DrawnBorders is not null)
        {
            // What somebody has outlined is tissue, whatever lies around it; what was made up ends at the border.
            foreach ((_, Outline<BinnedPoint> outline) in shape.Regions.Where(region => region.Tissue <= Tissue.Brainstem))
            {
                PolygonRasterizer.Fill(outline, RasterRule.PixelCentre, present, 1);
            }
        }

        foreach (Outline<BinnedPoint> gap in gaps)
        {
            PolygonRasterizer.Fill(gap, RasterRule.PixelCentre, present, 0);
        }

        Span<byte> pixels = tissues.Pixels;
        ReadOnlySpan<byte> mask = present.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = mask[i] != 0 ? pixels[i] : (byte)Tissue.Glass;
        }

        return tissues;
    }

    /// <summary>The annotation a person would give.</summary>
    /// <param name="tissues">Values of <see cref="Tissue"/>, an odd number of samples along each side of a pixel.</param>
    /// <param name="samplesPerSide">That odd number.</param>
    public static RegionMap Annotate(Raster<byte> tissues, int samplesPerSide)
    {
        RegionCatalog catalog = RegionCatalog.SagittalSix;
        byte rest = catalog.Rest!.Index;
        var indices = new Raster<byte>(tissues.Width / samplesPerSide, tissues.Height / samplesPerSide);
        for (int y = 0; y < indices.Height; y++)
        {
            ReadOnlySpan<byte> samples = tissues.Row((y * samplesPerSide) + (samplesPerSide / 2));
            Span<byte> row = indices.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                // The annotated tissues have the indices of the catalogue's regions.
                byte tissue = samples[(x * samplesPerSide) + (samplesPerSide / 2)];
                row[x] = Math.Min(tissue, rest);
            }
        }

        return new RegionMap(catalog, indices);
    }
}
