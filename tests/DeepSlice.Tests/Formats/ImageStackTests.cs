using System.Buffers.Binary;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

/// <summary>Which pages of a file are channels and planes of the image.</summary>
public sealed class ImageStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ImageJs_layout_for_large_files_has_all_of_its_images()
    {
        WriteContiguous("ImageJ=1.54f\nimages=4\nchannels=2\nslices=2\nhyperstack=true\n", [.. Enumerable.Range(0, 4).Select(image => new ushort[] { (ushort)(1000 * image), (ushort)((1000 * image) + 1) })]);

        ImageFileInfo info = ImageFile.Inspect(_folder["a.tif"]);
        (info.Channels, info.Planes).ShouldBe((2, 2));
        ImageFile.Read(_folder["a.tif"], new Preprocessing { Channel = 1, Plane = 1 }).Pixels.ToArray().ShouldBe([3000, 3001]);
        ImageFile.Read(_folder["a.tif"], new Preprocessing { Channel = 0 }).Pixels.ToArray().ShouldBe([2000, 2001]);
    }

    [Fact]
    public void ImageJs_layout_without_its_last_image_is_an_error()
    {
        WriteContiguous("ImageJ=1.54f\nimages=3\nslices=3\n", [[1, 2], [3, 4]]);
        Should.Throw<InvalidDataException>(() => ImageFile.Inspect(_folder["a.tif"])).Message.ShouldContain("expected 3 images as the file states");
    }

    [Fact]
    public void Labels_of_ImageJ_name_the_channels()
    {
        TiffPage[] pages = [.. Enumerable.Range(0, 4).Select(i => Grey(2, 2, (byte)i))];
        pages[0] = pages[0] with
        {
            Description = "ImageJ=1.54f\nimages=4\nchannels=2\nslices=2\n",
            Labels = ["c:1/2 z:1/2 - DAPI", "c:2/2 z:1/2 - NeuN", "c:1/2 z:2/2 - DAPI", "c:2/2 z:2/2 - NeuN"],
        };
        Write(pages);
        ImageFile.Inspect(_folder["a.tif"]).ChannelNames.ShouldBe(["DAPI", "NeuN"]);
        ImageFile.Read(_folder["a.tif"], new Preprocessing { ChannelName = "neun" }).Pixels[0].ShouldBe(3);
    }

    [Fact]
    public void A_thumbnail_before_the_image_is_no_channel()
    {
        Write(Grey(8, 8, 200), Grey(64, 48, 1), Grey(64, 48, 2), Grey(30, 50, 3));
        ImageFileInfo info = ImageFile.Inspect(_folder["a.tif"]);
        info.Size.ShouldBe(new RasterSize(64, 48));
        info.Channels.ShouldBe(2);
        ImageFile.Read(_folder["a.tif"]).Pixels[0].ShouldBe(1);
        ImageFile.Read(_folder["a.tif"], new Preprocessing { Channel = 1 }).Pixels[0].ShouldBe(2);
        Should.Throw<InvalidDataException>(() => ImageFile.Read(_folder["a.tif"], new Preprocessing { Channel = 2 }));
    }

    [Fact]
    public void Thumbnails_around_the_image_are_no_channels()
    {
        Write(Grey(8, 8, 200), Grey(64, 48, 1), Grey(8, 8, 3));
        ImageFile.Inspect(_folder["a.tif"]).Channels.ShouldBe(1);
        ImageFile.Read(_folder["a.tif"], new Preprocessing { Binning = new Binning(64) }).Pixels[0].ShouldBe(1);
    }

    [Fact]
    public void Images_behind_the_first_one_of_an_OME_file_are_not_its_channels()
    {
        const string Two = """<?xml version="1.0"?><OME><Image><Pixels DimensionOrder="XYZCT" SizeC="2" SizeT="1" SizeZ="1"/></Image><Image><Pixels SizeC="2" SizeT="1" SizeZ="1"/></Image></OME>""";
        Write(Grey(4, 4, 1) with { Description = Two }, Grey(4, 4, 2), Grey(4, 4, 3), Grey(4, 4, 4));
        ImageFile.Inspect(_folder["a.tif"]).Channels.ShouldBe(2);
    }

    private static TiffPage Grey(int width, int height, byte value) =>
        new() { Width = width, Height = height, Pieces = [[.. Enumerable.Repeat(value, width * height)]] };

    private void Write(params TiffPage[] pages) => File.WriteAllBytes(_folder["a.tif"], TiffPage.Write(pages));

    // One IFD, then the first image, and the others right behind it.
    private void WriteContiguous(string description, ushort[][] images)
    {
        var first = new TiffPage { Width = images[0].Length, Height = 1, Bits = 16, Description = description, Pieces = [Bytes(images[0])] };
        byte[] start = TiffPage.Write(first);
        byte[] moved = [.. start, .. images.SelectMany(Bytes)];
        int directory = BitConverter.ToInt32(moved, 4);
        for (int at = directory + 2; at < start.Length; at += 12)
        {
            if (BitConverter.ToUInt16(moved, at) == 273)
            {
                BinaryPrimitives.WriteInt32LittleEndian(moved.AsSpan(at + 8), start.Length);
                break;
            }
        }

        File.WriteAllBytes(_folder["a.tif"], moved);
    }

    private static byte[] Bytes(ushort[] values) => [.. values.SelectMany(value => new[] { (byte)(value & 255), (byte)(value >> 8) })];
}
