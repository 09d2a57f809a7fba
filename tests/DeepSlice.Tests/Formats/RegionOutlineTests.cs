using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class RegionOutlineTests
{
    [Fact]
    public void Outlines_saved_and_read_again_fill_back_to_the_same_map()
    {
        using TemporaryFolder folder = new();
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new RandomStream(seed);
            RegionMap regions = Speckled(random);
            var frame = new SliceFrame
            {
                Binning = new Binning(1 + (int)(random.NextDouble() * 600)),
                OriginalSize = new RasterSize(1, 1),
                WorkingSize = regions.Size,
                OffsetX = (int)(random.NextDouble() * 5),
                OffsetY = (int)(random.NextDouble() * 5),
            };
            RoiSetFile.Write(folder["a.zip"], [.. RegionOutline.Trace(regions, frame).Select(outline => new ImageJRoi(outline.Region.Key, outline.Outline))]);
            var filled = new Raster<byte>(regions.Size);
            foreach (RegionOutline outline in RoiSetFile.ReadRegions(folder["a.zip"], regions.Catalog))
            {
                PolygonRasterizer.Fill(outline.Outline.Map(frame.ToWorking), RasterRule.PixelCentre, filled, outline.Region.Index);
            }

            byte[] annotated = regions.Indices.Map(index => regions.Catalog.Regions[index].IsAnnotated ? index : (byte)0).Pixels.ToArray();
            filled.Pixels.SequenceEqual(annotated).ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public void A_region_without_pixels_has_no_outline()
    {
        var indices = new Raster<byte>(4, 4);
        indices[1, 2] = 3;
        RegionOutline outline = RegionOutline.Trace(new RegionMap(RegionCatalog.SagittalSix, indices), SliceFrame.Identity(indices.Size)).ShouldHaveSingleItem();
        outline.Region.Key.ShouldBe("cx");
        outline.Outline.Rings.ShouldHaveSingleItem().Vertices.ShouldBe([new(1, 2), new(2, 2), new(2, 3), new(1, 3)]);
    }

    private static RegionMap Speckled(RandomStream random)
    {
        int block = 1 + (int)(random.NextDouble() * 4);
        var indices = new Raster<byte>(8 + (int)(random.NextDouble() * 30), 8 + (int)(random.NextDouble() * 30));
        for (int y = 0; y < indices.Height; y++)
        {
            for (int x = 0; x < indices.Width; x++)
            {
                indices[x, y] = x % block == 0 ? (byte)(random.NextDouble() * 8) : indices[x - 1, y];
            }
        }

        return new RegionMap(RegionCatalog.SagittalSix, indices);
    }
}
