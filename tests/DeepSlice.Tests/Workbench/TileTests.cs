using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Tests.Formats;
using DeepSlice.Workbench.Images;

namespace DeepSlice.Tests.Workbench;

public sealed class TileTests
{
    [Fact]
    public void Tiles_hold_every_pixel_once_and_smaller_levels_the_means()
    {
        using TemporaryFolder folder = new();
        Raster<ushort> image = Drawn(700, 513);
        var cache = new TileCache(folder["tiles"]);
        ImageFile.Write(folder["image.tif"], image);

        ImageSheet sheet = ImagePreparation.WriteOverview(folder["image.tif"], cache);
        ImagePreparation.WriteTiles(folder["image.tif"], cache);

        sheet.Levels.ShouldBe(3);
        cache.HasTiles.ShouldBeTrue();
        using var tiles = new TileFile(cache.TilesOf(0), sheet);
        Raster<ushort> level = image;
        for (int halvings = 0; halvings < sheet.Levels; halvings++)
        {
            Assembled(tiles, sheet, halvings).Pixels.SequenceEqual(level.Pixels).ShouldBeTrue($"level {halvings}");
            level = Halved(level);
        }
    }

    [Fact]
    public async Task Tiles_are_drawn_between_low_and_high_and_kept_by_the_browser()
    {
        await using ServedProject project = await ServedProject.Start(1);
        HttpResponseMessage answer = await project.Client.Ask("/api/slices/s0/tiles/0/0/0/0?low=100&high=3100");
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder["tile.png"], await answer.Content.ReadAsByteArrayAsync());

        Raster<byte> tile = PngFile.ReadIndices(folder["tile.png"]);

        tile.Size.ShouldBe(new RasterSize(160, 160));
        tile[0, 0].ShouldBe((byte)0);
        tile[8 * 4 + 20, 64].ShouldBeGreaterThanOrEqualTo((byte)254); // cortex, 3100
        tile[20 * 4 + 20, 64].ShouldBeInRange((byte)169, (byte)172); // hippocampus, 2100
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [Fact]
    public async Task A_tile_that_is_not_there_is_refused()
    {
        await using ServedProject project = await ServedProject.Start(1);
        foreach (string tile in (string[])["0/1/0/0", "0/0/1/0", "1/0/0/0", "0/0/-1/0", "0/-1/0/0"])
        {
            (await project.Client.Ask($"/api/slices/s0/tiles/{tile}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound, tile);
        }
    }

    [Fact]
    public async Task The_list_names_every_slice_with_its_scale_in_the_order_asked_for()
    {
        await using ServedProject project = await ServedProject.Start(3);
        JsonNode list = await project.Client.Get("/api/slices?order=name&offset=1&limit=1");

        list["total"]!.GetValue<int>().ShouldBe(3);
        JsonNode slice = list["items"]!.AsArray().Single()!;
        (slice["id"]!.GetValue<string>(), slice["binning"]!.GetValue<int>(), slice["workingWidth"]!.GetValue<int>(), slice["status"]!.GetValue<string>()).ShouldBe(("s1", 4, 40, "predicted"));
        slice["pixelSize"]!.GetValue<double>().ShouldBe(10);
        (await project.Client.Bytes("/api/slices/s1/thumbnail?with=outlines"))[1..4].ShouldBe("PNG"u8.ToArray());
    }

    private static Raster<ushort> Drawn(int width, int height)
    {
        var random = new RandomStream(3);
        var image = new Raster<ushort>(width, height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (ushort)random.Below(65_536);
        }

        return image;
    }

    private static Raster<ushort> Assembled(TileFile tiles, ImageSheet sheet, int halvings)
    {
        var level = new Raster<ushort>(sheet.SizeAt(halvings));
        for (int y = 0; y * 256 < level.Height; y++)
        {
            for (int x = 0; x * 256 < level.Width; x++)
            {
                Raster<ushort> tile = tiles.Read(halvings, x, y);
                for (int row = 0; row < tile.Height; row++)
                {
                    tile.Row(row).CopyTo(level.Row((y * 256) + row)[(x * 256)..]);
                }
            }
        }

        return level;
    }

    private static Raster<ushort> Halved(Raster<ushort> image)
    {
        var half = new Raster<ushort>((image.Width + 1) / 2, (image.Height + 1) / 2);
        for (int y = 0; y < half.Height; y++)
        {
            for (int x = 0; x < half.Width; x++)
            {
                (int right, int lower) = (Math.Min((2 * x) + 1, image.Width - 1), Math.Min((2 * y) + 1, image.Height - 1));
                double mean = (image[2 * x, 2 * y] + image[right, 2 * y] + image[2 * x, lower] + image[right, lower]) / 4.0;
                half[x, y] = (ushort)Math.Floor(mean + 0.5);
            }
        }

        return half;
    }
}
