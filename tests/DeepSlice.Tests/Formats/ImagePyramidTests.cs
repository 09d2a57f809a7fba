using System.IO.Compression;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

/// <summary>Levels of the pyramids made here have values of their own, so that a reading tells which level it came from.</summary>
public sealed class ImagePyramidTests
{
    [Theory]
    [InlineData(false, 1, 10)]
    [InlineData(false, 4, 10)]
    [InlineData(false, 8, 20)]
    [InlineData(false, 12, 20)]
    [InlineData(false, 16, 30)]
    [InlineData(false, 64, 30)]
    [InlineData(false, 7, 10)]
    [InlineData(true, 4, 10)]
    [InlineData(true, 8, 20)]
    [InlineData(true, 16, 30)]
    [InlineData(true, 64, 30)]
    public void The_level_is_read_whose_reduction_divides_the_binning_and_leaves_four(bool asSubImages, int binning, float expected)
    {
        using var folder = new TemporaryFolder();
        Raster<byte>[] levels = [Flat(163, 97, 10), Flat(81, 49, 20), Flat(41, 24, 30)];
        File.WriteAllBytes(folder["a.tif"], TiffFixture.MakePyramid(levels, asSubImages ? 2 : 0));

        Raster<float> read = Read(folder["a.tif"], binning);

        read.Size.ShouldBe(new Binning(binning).Binned(new RasterSize(163, 97)));
        read.Pixels.ToArray().ShouldAllBe(value => Math.Abs(value - expected) < 1e-5f);
    }

    [Fact]
    public void Smaller_copies_are_no_channels_and_channels_are_no_smaller_copies()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["pyramid.tif"], TiffFixture.MakePyramid([Flat(100, 60, 1), Flat(50, 30, 2), Flat(25, 15, 3)]));
        File.WriteAllBytes(folder["stack.tif"], TiffFixture.MakePyramid([Flat(100, 60, 1), Flat(100, 60, 2), Flat(100, 60, 3)]));
        File.WriteAllBytes(folder["both.tif"], TiffFixture.MakePyramid(
            [Flat(100, 60, 1), Flat(100, 60, 2), Flat(100, 60, 3), Flat(9, 9, 0), Flat(50, 30, 4), Flat(50, 30, 5), Flat(50, 30, 6)]));

        Channels("pyramid.tif").ShouldBe((1, 1));
        Channels("stack.tif").ShouldBe((3, 3));
        Channels("both.tif").ShouldBe((3, 3));
        Read(folder["both.tif"], 8, channel: 1)[0, 0].ShouldBe(5);
        Read(folder["both.tif"], 7, channel: 1)[0, 0].ShouldBe(2);
        Should.Throw<InvalidDataException>(() => Read(folder["pyramid.tif"], 1, channel: 1)).Message.ShouldContain("expected a channel of 0 to 0, got channel 1");

        (int, int) Channels(string name) => (ImageFile.Inspect(folder[name]).Channels, ImageFile.Inspect(folder[name]).Pages);
    }

    [Fact]
    public void What_is_no_reduction_of_the_first_page_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        Raster<byte>[] pages = [Flat(160, 96, 10), Flat(80, 80, 20), Flat(60, 36, 30), Flat(78, 48, 40), Flat(1, 1, 50)];
        File.WriteAllBytes(folder["a.tif"], TiffFixture.MakePyramid(pages));

        foreach (int binning in new[] { 8, 16, 24, 32 })
        {
            Read(folder["a.tif"], binning).Pixels.ToArray().ShouldAllBe(value => value == 10);
        }
    }

    [Theory]
    [InlineData(64, 48)]
    [InlineData(65, 49)]
    [InlineData(71, 63)]
    [InlineData(79, 33)]
    public void Every_block_lies_where_it_does_without_the_levels(int width, int height)
    {
        foreach (bool roundsUp in new[] { false, true })
        {
            using var folder = new TemporaryFolder();
            Raster<byte> full = Slope(width, height);
            File.WriteAllBytes(folder["flat.tif"], TiffFixture.MakePyramid([full]));
            File.WriteAllBytes(folder["levels.tif"], TiffFixture.MakePyramid([full, Half(full, roundsUp), Half(Half(full, roundsUp), roundsUp)], 2));

            Raster<float> expected = Read(folder["flat.tif"], 16);
            Raster<float> found = Read(folder["levels.tif"], 16);

            found.Size.ShouldBe(expected.Size);
            for (int i = 0; i < found.Pixels.Length; i++)
            {
                // A level's pixel is 4 wide and the slope 1 a pixel along both axes; a block that the level leaves out is its last pixel's.
                found.Pixels[i].ShouldBe(expected.Pixels[i], IsWhole(i % found.Width, width) && IsWhole(i / found.Width, height) ? 1f : 6f);
            }
        }

        static bool IsWhole(int block, int length) => (block + 1) * 16 <= length;
    }

    [Fact]
    public void Smoothing_means_the_same_on_a_level()
    {
        using var folder = new TemporaryFolder();
        Raster<byte> full = Slope(256, 192);
        var random = new RandomStream(3);
        full = full.Map(value => (byte)(value / 2 + random.Below(100)));
        File.WriteAllBytes(folder["flat.tif"], TiffFixture.MakePyramid([full]));
        File.WriteAllBytes(folder["levels.tif"], TiffFixture.MakePyramid([full, Half(full, false), Half(Half(full, false), false)], 2));
        var options = new Preprocessing { Binning = new Binning(16), Blur = true };

        Raster<float> expected = ImageFile.Read(folder["flat.tif"], options);
        Raster<float> found = ImageFile.Read(folder["levels.tif"], options);

        for (int i = 0; i < found.Pixels.Length; i++)
        {
            int x = i % found.Width;
            int y = i / found.Width;
            bool seesBorder = x < 2 || y < 2 || x >= found.Width - 2 || y >= found.Height - 2;

            // Outside the image the last pixel is repeated, which of a level is a mean and of the image is full of noise.
            found.Pixels[i].ShouldBe(expected.Pixels[i], seesBorder ? 5f : 1f);
        }
    }

    [Fact]
    public void A_level_that_is_no_image_is_passed_over_and_one_cut_short_is_an_error_that_names_the_file()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = TiffFixture.MakePyramid([Flat(160, 96, 10), Flat(80, 48, 20), Flat(40, 24, 30)], 2);
        byte[] absurd = [.. whole];
        int widthOfLast = whole.Length - (40 * 24) - 8 - 4 - (12 * 9) + 8;
        BitConverter.ToInt32(absurd, widthOfLast).ShouldBe(40);
        BitConverter.GetBytes(-5).CopyTo(absurd, widthOfLast);
        File.WriteAllBytes(folder["absurd.tif"], absurd);
        File.WriteAllBytes(folder["cut.tif"], whole[..^500]);

        Read(folder["absurd.tif"], 16)[0, 0].ShouldBe(20);
        Should.Throw<InvalidDataException>(() => Read(folder["cut.tif"], 16)).Message.ShouldStartWith(folder["cut.tif"]);
        Read(folder["cut.tif"], 4)[0, 0].ShouldBe(10);
    }

    [Fact]
    public void Any_damage_of_a_pyramid_ends_in_pixels_or_in_an_error_that_names_the_file()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = TiffFixture.MakePyramid([Flat(40, 32, 10), Flat(20, 16, 20), Flat(10, 8, 30)], 2);
        var random = new RandomStream(11);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] damaged = [.. whole];
            for (int hit = 0; hit < 3; hit++)
            {
                damaged[8 + random.Below(whole.Length - 8)] = (byte)random.Below(256);
            }

            File.WriteAllBytes(folder["a.tif"], damaged);
            try
            {
                Read(folder["a.tif"], 16);
            }
            catch (InvalidDataException error)
            {
                error.Message.ShouldStartWith(folder["a.tif"], customMessage: $"trial {trial}");
            }
        }
    }

    [Fact]
    public void Copies_of_one_pixel_are_not_copies_of_each_other()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["dots.tif"], TiffFixture.MakePyramid([.. Enumerable.Repeat(Flat(1, 1, 10), 40)], 39));

        Read(folder["dots.tif"], 16)[0, 0].ShouldBe(10);
    }

    [Theory]
    [InlineData(200, 150, 8, 0, 0, 1)]
    [InlineData(1301, 1100, 16, 3, 5, 3)]
    [InlineData(1537, 700, 1, 0, 0, 3)]
    [InlineData(90, 2050, 7, -2, -1, 3)]
    public void Labels_are_the_working_pixels_repeated_on_every_level(int width, int height, int binning, int offsetX, int offsetY, int levels)
    {
        using var folder = new TemporaryFolder();
        RasterSize binned = new Binning(binning).Binned(new RasterSize(width, height));
        var random = new RandomStream(5);
        Raster<byte> map = new Raster<byte>(binned.Width + Math.Max(0, 2 * offsetX), binned.Height + Math.Max(0, 2 * offsetY)).Map(_ => (byte)random.Below(8));
        var frame = new SliceFrame
        {
            Binning = new Binning(binning),
            OriginalSize = new RasterSize(width, height),
            WorkingSize = map.Size,
            OffsetX = offsetX,
            OffsetY = offsetY,
        };

        LabelImageFile.Write(folder["a.tif"], map, frame, 0.65);

        ImageFileInfo info = ImageFile.Inspect(folder["a.tif"]);
        info.Size.ShouldBe(frame.OriginalSize);
        info.Channels.ShouldBe(1);
        info.SampleType.ShouldBe(VipsSampleType.Byte);
        info.MicrometresPerPixel!.Value.ShouldBe(0.65, 1e-9);
        using (VipsImage image = VipsImage.Open(folder["a.tif"]))
        {
            image.Header.SubImages.ShouldBe(levels - 1);
            (1000 / image.Header.XPerMillimetre).ShouldBe(0.65, 1e-6);
        }

        for (int level = 0; level < levels; level++)
        {
            RequireLevel(folder["a.tif"], level, map, frame);
        }

        Directory.GetFiles(folder.FullPath).Length.ShouldBe(1);
    }

    [Fact]
    public void A_map_of_another_size_and_a_place_that_is_none_are_refused()
    {
        using var folder = new TemporaryFolder();
        SliceFrame frame = SliceFrame.Identity(new RasterSize(4, 4));

        Should.Throw<ArgumentException>(() => LabelImageFile.Write(folder["a.tif"], new Raster<byte>(5, 4), frame)).Message.ShouldContain("working grid");
        File.WriteAllText(folder["file"], "");
        Should.Throw<IOException>(() => LabelImageFile.Write(Path.Combine(folder["file"], "a.tif"), new Raster<byte>(4, 4), frame));
    }

    [Fact]
    public void A_cancelled_writing_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        SliceFrame frame = SliceFrame.Identity(new RasterSize(4, 4));

        Should.Throw<OperationCanceledException>(() => LabelImageFile.Write(folder["a.tif"], new Raster<byte>(4, 4), frame, null, new CancellationToken(canceled: true)));

        Directory.GetFileSystemEntries(folder.FullPath).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_beyond_four_gigabytes_is_a_BigTIFF()
    {
        using var folder = new TemporaryFolder();
        var pixels = new byte[TiledTiff.Tile * TiledTiff.Tile];
        pixels.AsSpan().Fill(7);
        using (FileStream stream = File.Create(folder["a.tif"]))
        {
            var tiff = new TiledTiff(stream);
            tiff.BeginLevel(new RasterSize(600, 512));

            // A hole in the file takes no room.
            stream.Position = 5L << 30;
            using var compressed = new MemoryStream();
            using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(pixels);
            }

            tiff.AddTile(compressed.ToArray());
            tiff.RepeatTile(0);
            tiff.BeginLevel(new RasterSize(300, 256));
            tiff.AddTile(compressed.ToArray());
            tiff.Finish("<OME/>", 0.5);
        }

        Read(folder["a.tif"], 1).Pixels.ToArray().ShouldAllBe(value => value == 7);
        Read(folder["a.tif"], 8).Size.ShouldBe(new RasterSize(75, 64));
    }

    private static void RequireLevel(string path, int level, Raster<byte> map, SliceFrame frame)
    {
        using VipsImage image = VipsImage.Open(path, new VipsPart(0, level == 0 ? null : level - 1));
        int width = image.Header.Width;
        int height = image.Header.Height;
        (width, height).ShouldBe((frame.OriginalSize.Width >> level, frame.OriginalSize.Height >> level));
        var pixels = new float[width * height];
        image.Read([1], AxisWeights.BlockMean(width, 1), AxisWeights.BlockMean(height, 1), pixels);
        int binning = frame.Binning.Factor;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int wx = ((x << level) / binning) + frame.OffsetX;
                int wy = ((y << level) / binning) + frame.OffsetY;
                bool inside = wx >= 0 && wy >= 0 && wx < map.Width && wy < map.Height;
                if (pixels[(y * width) + x] != (inside ? map[wx, wy] : 0))
                {
                    Assert.Fail($"level {level}, pixel ({x}, {y}): found {pixels[(y * width) + x]}");
                }
            }
        }
    }

    private static Raster<float> Read(string path, int binning, int? channel = null) =>
        ImageFile.Read(path, new Preprocessing { Binning = new Binning(binning), Channel = channel });

    private static Raster<byte> Flat(int width, int height, byte value)
    {
        var image = new Raster<byte>(width, height);
        image.Pixels.Fill(value);
        return image;
    }

    private static Raster<byte> Slope(int width, int height)
    {
        var image = new Raster<byte>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                image[x, y] = (byte)Math.Min(255, x + y);
            }
        }

        return image;
    }

    private static Raster<byte> Half(Raster<byte> image, bool roundsUp)
    {
        int more = roundsUp ? 1 : 0;
        var half = new Raster<byte>((image.Width + more) / 2, (image.Height + more) / 2);
        for (int y = 0; y < half.Height; y++)
        {
            for (int x = 0; x < half.Width; x++)
            {
                int right = Math.Min((2 * x) + 1, image.Width - 1);
                int below = Math.Min((2 * y) + 1, image.Height - 1);
                half[x, y] = (byte)((image[2 * x, 2 * y] + image[right, 2 * y] + image[2 * x, below] + image[right, below] + 2) / 4);
            }
        }

        return half;
    }
}
