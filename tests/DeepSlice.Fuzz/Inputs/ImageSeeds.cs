using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>Small images, and what their writers state in text.</summary>
internal static class ImageSeeds
{
    // 9 x 7 grey pixels.
    private const string Jpeg = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAHAAkBAREA/8QA
        HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3
        ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6
        /9oACAEBAAA/AHR6CvoKm/sFfQV//9k=
        """;

    /// <summary>What makes a TIFF a slide of an Aperio scanner, which OpenSlide reads.</summary>
    public const string Slide = "Aperio Image Library v11\n16x16 [0,0 16x16] (16x16) JPEG/RGB Q=70|AppMag = 20|MPP = 0.4990";

    public static IReadOnlyList<string> Descriptions { get; } =
    [
        """<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint16" SizeX="16" SizeY="16" SizeC="2" SizeZ="3" SizeT="1" PhysicalSizeX="0.65" PhysicalSizeXUnit="µm" PhysicalSizeY="0.65" PhysicalSizeYUnit="µm"><Channel ID="Channel:0:0" Name="DAPI" SamplesPerPixel="1"/><Channel ID="Channel:0:1" Name="NeuN" SamplesPerPixel="1"/><TiffData IFD="0" PlaneCount="6"/></Pixels></Image></OME>""",
        """<OME><Image><Pixels DimensionOrder="XYZTC" SizeC="3" SizeZ="1" SizeT="1" PhysicalSizeX="650" PhysicalSizeXUnit="nm"><Channel SamplesPerPixel="3"/></Pixels></Image></OME>""",
        "ImageJ=1.53t\nimages=6\nchannels=2\nslices=3\nframes=1\nhyperstack=true\nmode=grayscale\nunit=micron\nspacing=2.0\nloop=false\nmin=0.0\nmax=255.0\n",
        "ImageJ=1.53t\nimages=2\nslices=2\nunit=\\u00B5m\n",
        Slide,
        "",
    ];

    public static IReadOnlyList<byte[]> Tiffs() =>
    [
        new TiffSeed { Description = Descriptions[0], Pages = 6, Bits = 16 }.Make(),
        new TiffSeed { Description = Descriptions[2], Pages = 6, BigEndian = true }.Make(),
        new TiffSeed { Description = Descriptions[1], Samples = 3 }.Make(),
        new TiffSeed { Big = true, Bits = 32, SampleFormat = 3 }.Make(),
        new TiffSeed { Big = true, BigEndian = true, Tiled = true, Bits = 16, SampleFormat = 2 }.Make(),
        new TiffSeed { Tiled = true, Palette = true, Pages = 2 }.Make(),
        new TiffSeed { Bits = 64, SampleFormat = 3, Samples = 2 }.Make(),
        new TiffSeed { Bits = 1 }.Make(),
        new TiffSeed { Description = Slide, Tiled = true, Samples = 3 }.Make(),
        Seeds.Written("image.tif", path => ImageFile.Write(path, Ramp(40, 24))),
        Seeds.Written("image.tif", path => ImageFile.Write(path, Ramp(40, 24).Map(value => (ushort)value))),
        Seeds.Written("image.tif", path => LabelImageFile.Write(path, Map(40, 24).Indices, Frame(40, 24), 0.65)),
    ];

    public static IReadOnlyList<byte[]> Pngs() =>
    [
        PngFile.Encode(Map(20, 12).Indices),
        PngFile.Encode(Map(20, 12).Indices.Map(index => new RegionColor(index, 2, 3))),
    ];

    public static IReadOnlyList<byte[]> Jpegs() => [Convert.FromBase64String(Jpeg)];

    public static Raster<float> Ramp(int width, int height)
    {
        var raster = new Raster<float>(width, height);
        for (int i = 0; i < raster.Pixels.Length; i++)
        {
            raster.Pixels[i] = 1 + (i * 13 % 251);
        }

        return raster;
    }

    public static RegionMap Map(int width, int height) => new(RegionCatalog.SagittalSix, Ramp(width, height).Map(value => (byte)(value % RegionCatalog.SagittalSix.Count)));

    public static SliceFrame Frame(int width, int height) =>
        new() { Binning = new Binning(4), OriginalSize = new RasterSize(4 * width, 4 * height), WorkingSize = new RasterSize(width, height) };
}
