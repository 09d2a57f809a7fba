using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class ImageFileTests
{
    [Fact]
    public void Floating_point_values_come_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var random = new RandomStream(1);
        Raster<float> image = new Raster<float>(37, 29).Map(_ => (float)(random.Normal() * 1e5));
        image.Pixels[3] = float.MaxValue;
        image.Pixels[4] = -1e-38f;

        ImageFile.Write(folder["a.tif"], image);

        Raster<float> read = ImageFile.Read(folder["a.tif"]);
        read.Size.ShouldBe(image.Size);
        read.Pixels.SequenceEqual(image.Pixels).ShouldBeTrue();
        ImageFile.Inspect(folder["a.tif"]).SampleType.ShouldBe(VipsSampleType.Single);
    }

    [Fact]
    public void Sixteen_bit_samples_are_read_as_they_are_stored()
    {
        using var folder = new TemporaryFolder();
        ImageFile.Write(folder["a.tif"], new Raster<ushort>(3, 2, [0, 1, 255, 256, 40_000, 65_535]));

        ImageFile.Read(folder["a.tif"]).Pixels.ToArray().ShouldBe([0, 1, 255, 256, 40_000, 65_535]);
        ImageFileInfo info = ImageFile.Inspect(folder["a.tif"]);
        info.Size.ShouldBe(new RasterSize(3, 2));
        info.Channels.ShouldBe(1);
        info.SampleType.ShouldBe(VipsSampleType.UInt16);
        info.MicrometresPerPixel.ShouldBeNull();
    }

    [Theory]
    [InlineData(64, 64, 8)]
    [InlineData(65, 63, 8)]
    [InlineData(7, 5, 3)]
    [InlineData(5, 5, 64)]
    [InlineData(300, 1, 7)]
    public void Binning_is_the_mean_of_the_pixels_that_are_there(int width, int height, int factor)
    {
        using var folder = new TemporaryFolder();
        Raster<ushort> image = Noise(width, height, seed: 2);
        ImageFile.Write(folder["a.tif"], image);

        Raster<float> binned = ImageFile.Read(folder["a.tif"], new Preprocessing { Binning = new Binning(factor) });

        binned.Size.ShouldBe(new RasterSize((width + factor - 1) / factor, (height + factor - 1) / factor));
        for (int by = 0; by < binned.Height; by++)
        {
            for (int bx = 0; bx < binned.Width; bx++)
            {
                binned[bx, by].ShouldBe((float)BlockMean(image.Map(value => (double)value), bx, by, factor), 0.01f, $"block ({bx}, {by})");
            }
        }
    }

    [Fact]
    public void Smoothing_is_a_gaussian_of_half_the_binning_before_the_block_mean()
    {
        using var folder = new TemporaryFolder();
        const int factor = 6;
        Raster<ushort> image = Noise(45, 32, seed: 3);
        ImageFile.Write(folder["a.tif"], image);

        Raster<float> binned = ImageFile.Read(folder["a.tif"], new Preprocessing { Binning = new Binning(factor), Blur = true });

        Raster<double> blurred = Blur(image, factor / 2.0);
        for (int by = 0; by < binned.Height; by++)
        {
            for (int bx = 0; bx < binned.Width; bx++)
            {
                binned[bx, by].ShouldBe((float)BlockMean(blurred, bx, by, factor), 0.02f, $"block ({bx}, {by})");
            }
        }
    }

    [Fact]
    public void A_colour_image_is_read_as_the_mean_of_its_colours_unless_a_channel_is_chosen()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["a.png"], new Raster<RegionColor>(2, 1, [new RegionColor(0, 0, 240), new RegionColor(30, 60, 90)]));

        ImageFile.Inspect(folder["a.png"]).IsColor.ShouldBeTrue();
        ImageFile.Inspect(folder["a.png"]).Channels.ShouldBe(3);
        float[] mean = ImageFile.Read(folder["a.png"]).Pixels.ToArray();
        mean[0].ShouldBe(80f, 1e-4f);
        mean[1].ShouldBe(60f, 1e-4f);
        ImageFile.Read(folder["a.png"], new Preprocessing { Channel = 2 }).Pixels.ToArray().ShouldBe([240, 90]);
    }

    [Fact]
    public void Pages_of_one_sample_are_channels_too()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["stack.tif"], TiffFixture.Make(2, 2, [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]));

        ImageFile.Inspect(folder["stack.tif"]).Channels.ShouldBe(3);
        ImageFile.Read(folder["stack.tif"]).Pixels.ToArray().ShouldBe([1, 2, 3, 4]);
        ImageFile.Read(folder["stack.tif"], new Preprocessing { Channel = 2 }).Pixels.ToArray().ShouldBe([9, 10, 11, 12]);
    }

    [Fact]
    public void A_channel_that_does_not_exist_is_refused_with_the_number_there_are()
    {
        using var folder = new TemporaryFolder();
        ImageFile.Write(folder["a.tif"], Noise(4, 4, seed: 4));

        var error = Should.Throw<InvalidDataException>(() => ImageFile.Read(folder["a.tif"], new Preprocessing { Channel = 1 }));

        error.Message.ShouldContain("expected a channel of 0 to 0, got channel 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new Preprocessing { Channel = -1 });
    }

    [Fact]
    public void A_tiff_cut_anywhere_is_an_error_that_names_the_file()
    {
        using var folder = new TemporaryFolder();
        ImageFile.Write(folder["whole.tif"], Noise(120, 90, seed: 5));
        byte[] whole = File.ReadAllBytes(folder["whole.tif"]);
        for (int part = 0; part < 20; part++)
        {
            File.WriteAllBytes(folder["cut.tif"], whole[..(whole.Length * part / 20)]);

            Should.Throw<InvalidDataException>(() => ImageFile.Read(folder["cut.tif"]), $"cut at {part}/20").Message.ShouldStartWith(folder["cut.tif"]);
        }
    }

    [Fact]
    public void An_uncompressed_tiff_without_its_last_pixels_is_an_error()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = TiffFixture.Make(50, 40, [new byte[2000]]);
        File.WriteAllBytes(folder["cut.tif"], whole[..^700]);

        Should.Throw<InvalidDataException>(() => ImageFile.Read(folder["cut.tif"])).Message.ShouldContain("cut.tif");
    }

    [Fact]
    public void Text_renamed_to_tif_is_an_error_that_names_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["notes.tif"], "this is no image at all\n");

        var error = Should.Throw<InvalidDataException>(() => ImageFile.Inspect(folder["notes.tif"]));

        error.Message.ShouldStartWith(folder["notes.tif"] + ": expected an image, got a file of text");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_no_image_files()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<FileNotFoundException>(() => ImageFile.Read(folder["none.tif"])).Message.ShouldContain("none.tif");
        Should.Throw<FileNotFoundException>(() => ImageFile.Inspect(folder.FullPath));
    }

    [Fact]
    public void A_header_that_states_more_pixels_than_the_file_can_hold_is_refused_before_anything_is_allocated()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["absurd.tif"], TiffFixture.Make(1_000_000, 1_000_000, [new byte[100]]));

        Should.Throw<InvalidDataException>(() => ImageFile.Read(folder["absurd.tif"])).Message.ShouldContain("cannot hold");
    }

    [Fact]
    public void A_cancelled_reading_ends_as_cancelled()
    {
        using var folder = new TemporaryFolder();
        ImageFile.Write(folder["a.tif"], Noise(20, 20, seed: 6));

        Should.Throw<OperationCanceledException>(() => ImageFile.Read(folder["a.tif"], null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");

        Should.Throw<IOException>(() => ImageFile.Write(Path.Combine(folder["file"], "a.tif"), new Raster<float>(2, 2)));
        Directory.GetFileSystemEntries(folder.FullPath).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("ImageJ=1.53t\nunit=micron\n", 1, 2u, 0.5)]
    [InlineData("ImageJ=1.53t\nunit=\\u00B5m\n", 1, 4u, 0.25)]
    [InlineData("ImageJ=1.53t\nunit=mm\n", 1, 2000u, 0.5)]
    [InlineData("ImageJ=1.53t\nunit=cm\n", 3, 20_000u, 0.5)]
    [InlineData("ImageJ=1.53t\nunit=inch\n", 2, 50_800u, 0.5)]
    [InlineData("ImageJ=1.53t\nunit=inch\n", 2, 300u, null)]
    [InlineData("ImageJ=1.53t\nunit=um\n", 2, 2u, 0.5)]
    [InlineData("ImageJ=1.53t\nunit=pixel\n", 1, 1u, null)]
    [InlineData("<OME><Image><Pixels PhysicalSizeX=\"0.00065\" PhysicalSizeXUnit=\"mm\"/></Image></OME>", 2, 72u, 0.65)]
    [InlineData("ImageJ=1.53t\nmin=3\n", 1, 1u, null)]
    [InlineData(null, 3, 20_000u, 0.5)]
    [InlineData(null, 3, 28u, null)]
    [InlineData(null, 2, 72u, null)]
    [InlineData(null, null, 0u, null)]
    [InlineData("<?xml version=\"1.0\"?><OME xmlns=\"o\"><Image><Pixels PhysicalSizeX=\"0.65\" PhysicalSizeY=\"0.65\"/></Image></OME>", null, 0u, 0.65)]
    [InlineData("<OME><Image><Pixels PhysicalSizeX=\"650\" PhysicalSizeXUnit=\"nm\"/></Image></OME>", 2, 72u, 0.65)]
    [InlineData("<OME><Image><Pixels PhysicalSizeX=\"0.65\" PhysicalSizeY=\"6.5\"/></Image></OME>", null, 0u, null)]
    [InlineData("<OME><Image><Pixels PhysicalSizeX=\"0.65\" PhysicalSizeXUnit=\"furlong\"/></Image></OME>", null, 0u, null)]
    [InlineData("<OME><Image><Pixels PhysicalSizeX=", null, 0u, null)]
    public void The_size_of_a_pixel_is_believed_where_a_microscope_stated_it(string? description, int? unit, uint pixelsPerUnit, double? expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.tif"], TiffFixture.Make(2, 1, [[7, 9]], description, (ushort?)unit, pixelsPerUnit));

        double? found = ImageFile.Inspect(folder["a.tif"]).MicrometresPerPixel;

        (found is null).ShouldBe(expected is null, $"found {found}");
        (found ?? 0).ShouldBe(expected ?? 0, 1e-6);
    }

    [Theory]
    [InlineData("int16.tif", 64, 64, -5000, 4998, 86.52246)]
    [InlineData("issue_69_lzw.tiff", 45, 45, 430, 598, 501.47457)]
    [InlineData("minisblack-1c-16b.tiff", 157, 151, 0, 58955, 30924.46277)]
    [InlineData("minisblack-1c-8b.tiff", 157, 151, 0, 229, 119.83351)]
    [InlineData("no_rows_per_strip.tiff", 512, 512, 0, 255, 126.45574)]
    [InlineData("seq-1c-16b-bigendian.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-16b-deflate.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-16b-lzw.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-16b-multistrip.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-16b-tiled.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-32f.tiff", 16, 16, 0, 1, 0.5)]
    [InlineData("seq-1c-8b-bigtiff.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-8b-multipage.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-1c-8b-tiled-lzw.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("seq-3c-8b-tiled.tiff", 16, 16, 0, 255, 127.5)]
    [InlineData("tiled-predictor-gray-u8.tif", 400, 600, 0, 248, 29.56468)]
    public void Variants_of_tiff_have_the_values_that_another_reader_finds(string name, int width, int height, float minimum, float maximum, double mean)
    {
        Raster<float> image = ImageFile.Read(SharedData.Require("tiff/" + name));

        image.Size.ShouldBe(new RasterSize(width, height));
        image.Pixels.ToArray().Average(value => (double)value).ShouldBe(mean, 1e-3);
        image.Pixels.ToArray().Min().ShouldBeGreaterThanOrEqualTo(minimum);
        image.Pixels.ToArray().Max().ShouldBeLessThanOrEqualTo(maximum);
    }

    [Fact]
    public void Malformed_files_end_in_errors_or_in_pixels_but_never_in_a_crash()
    {
        string[] files = Directory.GetFiles(SharedData.Require("tiff/malformed"), "*", SearchOption.AllDirectories);
        int refused = 0;
        foreach (string file in files)
        {
            try
            {
                ImageFile.Read(file, new Preprocessing { Binning = new Binning(2) });
            }
            catch (InvalidDataException error)
            {
                error.Message.ShouldStartWith(file);
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(files.Length / 2);
    }

    private static Raster<ushort> Noise(int width, int height, ulong seed)
    {
        var random = new RandomStream(seed);
        return new Raster<ushort>(width, height).Map(_ => (ushort)random.Below(65_536));
    }

    private static double BlockMean(Raster<double> image, int bx, int by, int factor)
    {
        double sum = 0;
        int count = 0;
        for (int y = by * factor; y < Math.Min(image.Height, (by + 1) * factor); y++)
        {
            for (int x = bx * factor; x < Math.Min(image.Width, (bx + 1) * factor); x++)
            {
                sum += image[x, y];
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>A Gaussian by its definition: every pixel looks at all pixels within four sigmas, outside ones repeating the border.</summary>
    private static Raster<double> Blur(Raster<ushort> image, double sigma)
    {
        int reach = (int)Math.Ceiling(4 * sigma);
        var result = new Raster<double>(image.Size);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double sum = 0;
                double weights = 0;
                for (int dy = -reach; dy <= reach; dy++)
                {
                    for (int dx = -reach; dx <= reach; dx++)
                    {
                        double weight = Math.Exp(-((dx * dx) + (dy * dy)) / (2 * sigma * sigma));
                        sum += weight * image[Math.Clamp(x + dx, 0, image.Width - 1), Math.Clamp(y + dy, 0, image.Height - 1)];
                        weights += weight;
                    }
                }

                result[x, y] = sum / weights;
            }
        }

        return result;
    }
}
