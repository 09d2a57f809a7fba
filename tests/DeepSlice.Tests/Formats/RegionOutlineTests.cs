using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
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
            RequireRoundTrip(folder["a.zip"], regions, frame, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(64)]
    public void Holes_islands_and_touching_corners_come_back_at_any_binning_and_far_beyond_short_integers(int binning)
    {
        using TemporaryFolder folder = new();
        var size = new RasterSize(900, 70);
        var indices = new Raster<byte>(size);
        var random = new RandomStream((ulong)binning);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                // Rings around centres that recur, with a chessboard and a wilderness between them.
                int ring = (int)Math.Sqrt(Math.Pow((x % 70) - 35, 2) + Math.Pow(y - 35, 2)) / 5;
                indices[x, y] = (byte)(ring < 5 ? 1 + (ring % 2 * 2) : ring == 5 ? 2 + ((x + y) % 2) : random.Below(8));
            }
        }

        RequireRoundTrip(folder["a.zip"], new RegionMap(RegionCatalog.SagittalSix, indices), binning, 3, 2);
    }

    [Fact]
    public void Phantoms_come_back_whole()
    {
        using TemporaryFolder folder = new();
        foreach (Slice slice in PhantomGenerator.GenerateDataset(4, new PhantomOptions { SizePixels = 84 }, seed: 8).Slices)
        {
            RequireRoundTrip(folder["a.zip"], slice.Regions!, 64, 1, 0);
            RequireRoundTrip(folder["a.zip"], slice.Regions!, 500, 0, 4);
        }
    }

    [Fact]
    public void Real_slices_come_back_whole()
    {
        using TemporaryFolder folder = new();
        foreach (Slice slice in NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix).Slices)
        {
            RequireRoundTrip(folder["a.zip"], slice.Regions!, 64, 2, 5);
            RequireRoundTrip(folder["a.zip"], slice.Regions!, 13, 0, 0);
        }
    }

    [Fact]
    public void A_region_without_pixels_has_no_outline()
    {
        var indices = new Raster<byte>(4, 4);
        indices[1, 2] = 3;
        RegionOutline outline = RegionOutline.Trace(new RegionMap(RegionCatalog.SagittalSix, indices), SliceFrame.Identity(indices.Size)).ShouldHaveSingleItem();
        outline.Region.Key.ShouldBe("cx");
        outline.Outline.Rings.ShouldHaveSingleItem().Vertices.Average(vertex => vertex.Y).ShouldBe(2.5);
    }

    [Fact]
    public void Borders_between_what_is_not_outlined_do_not_bend_an_outline()
    {
        RegionCatalog catalog = RegionCatalog.SagittalSix;
        var plain = new Raster<byte>(20, 20);
        var divided = new Raster<byte>(20, 20);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 20; x++)
            {
                byte region = (byte)(double.Hypot(x - 9.5, y - 9.5) < 6 ? 1 : 0);
                plain[x, y] = region;
                divided[x, y] = region == 0 && x > 9 ? catalog.Rest!.Index : region;
            }
        }

        PixelPoint[] Vertices(Raster<byte> indices) =>
            RegionOutline.Trace(new RegionMap(catalog, indices), SliceFrame.Identity(indices.Size)).ShouldHaveSingleItem().Outline.Rings.ShouldHaveSingleItem().Vertices;

        Vertices(divided).ShouldBe(Vertices(plain));
    }

    private static void RequireRoundTrip(string path, RegionMap regions, int binning, int offsetX, int offsetY)
    {
        var frame = new SliceFrame
        {
            Binning = new Binning(binning),
            OriginalSize = regions.Size,
            WorkingSize = regions.Size,
            OffsetX = offsetX,
            OffsetY = offsetY,
        };
        RequireRoundTrip(path, regions, frame, $"binning {binning}");
    }

    private static void RequireRoundTrip(string path, RegionMap regions, SliceFrame frame, string words)
    {
        RoiSetFile.Write(path, [.. RegionOutline.Trace(regions, frame).Select(outline => new ImageJRoi(outline.Region.Key, outline.Outline))]);
        RegionMap filled = RegionMapBuilder.FromOutlines(
            regions.Catalog,
            regions.Size,
            DrawnRegions.Read(path, regions.Catalog).Select(outline => KeyValuePair.Create(outline.Region.Key, outline.Outline.Map(frame.ToWorking))),
            RasterRule.PixelCentre);

        byte[] annotated = regions.Indices.Map(index => regions.Catalog.Regions[index].IsAnnotated ? index : (byte)0).Pixels.ToArray();
        filled.Indices.Pixels.SequenceEqual(annotated).ShouldBeTrue(words);
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
