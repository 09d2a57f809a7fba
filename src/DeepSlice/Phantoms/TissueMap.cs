using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Phantoms;

/// <summary>Tissue map of a phantom.</summary>
internal static class TissueMap
{
    /// <summary>Paints a shape.</summary>
    /// <param name="shape">Curves in the raster's pixels.</param>
    /// <param name="gaps">Areas of missing tissue.</param>
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
            // Outlined regions are always tissue; synthetic tissue ends at the border.
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

    /// <summary>The annotation that a person would draw.</summary>
    /// <param name="tissues">Values of <see cref="Tissue"/>, with an odd number of samples per pixel along each axis.</param>
    /// <param name="samplesPerSide">Samples per pixel along each axis, odd.</param>
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
                // The annotated tissues have the region indices of the catalogue.
                byte tissue = samples[(x * samplesPerSide) + (samplesPerSide / 2)];
                row[x] = Math.Min(tissue, rest);
            }
        }

        return new RegionMap(catalog, indices);
    }
}
