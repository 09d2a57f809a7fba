using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Workbench.Images;

namespace DeepSlice.Tests.Workbench;

public sealed class UploadTests
{
    [Fact]
    public async Task An_uploaded_image_is_shown_confirmed_and_then_a_slice()
    {
        await using ServedProject project = await ServedProject.Start();
        byte[] image = await File.ReadAllBytesAsync(Path.Combine(project.Folder.Images, "s0.tif"));

        JsonNode upload = JsonNode.Parse(await (await project.Client.Send("/api/uploads?name=new.tif", image)).Content.ReadAsStringAsync())!;
        (upload["width"]!.GetValue<int>(), upload["height"]!.GetValue<int>()).ShouldBe((160, 160));
        upload["tissueLength"]!.GetValue<double>().ShouldBeInRange(96, 150);
        (await project.Client.Bytes(upload["preview"]!.GetValue<string>()))[1..4].ShouldBe("PNG"u8.ToArray());
        JsonNode confirmed = await project.Client.Post("/api/images/confirm", new { images = new[] { upload["image"]!.GetValue<string>() }, channel = 0, pixelSize = 10.0 });

        confirmed["slices"]![0]!.GetValue<string>().ShouldBe("new");
        (await project.Client.Get("/api/slices/new"))["pixelSize"]!.GetValue<double>().ShouldBe(10);
        File.Exists(Path.Combine(project.Folder.Images, "new.tif")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("..%2fevil.tif")]
    [InlineData("%2fetc%2fevil.tif")]
    [InlineData(".hidden.tif")]
    [InlineData("a%00b.tif")]
    [InlineData("..")]
    public async Task A_file_name_that_is_a_path_is_refused(string name)
    {
        await using ServedProject project = await ServedProject.Start();

        (await project.Client.Send($"/api/uploads?name={name}", new byte[100])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        Left(project).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bad.tif", "II*\0garbage that is no image")]
    [InlineData("bad.png", "\u0089PNG\r\n\u001a\n")]
    [InlineData("bad.jpg", "no picture")]
    [InlineData("empty.tif", "")]
    public async Task A_damaged_file_is_refused_in_one_line_and_the_server_lives(string name, string content)
    {
        await using ServedProject project = await ServedProject.Start();

        HttpResponseMessage answer = await project.Client.Send($"/api/uploads?name={name}", System.Text.Encoding.Latin1.GetBytes(content));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        string detail = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>();
        detail.ShouldStartWith(name);
        detail.ShouldContain("expected");
        Left(project).ShouldBeEmpty();
        (await project.Client.Get("/api/slices/s0"))["width"]!.GetValue<int>().ShouldBe(160);
    }

    [Fact]
    public async Task A_decompression_bomb_is_refused_by_its_header()
    {
        await using ServedProject project = await ServedProject.Start();

        HttpResponseMessage answer = await project.Client.Send("/api/uploads?name=bomb.png", PngOfZeros(60_000, 60_000));

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest);
        Left(project).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_beyond_the_limit_is_refused_before_it_is_read()
    {
        await using ServedProject project = await ServedProject.Start();

        (int status, _) = RawRequest.Send(
            project.Port,
            ["POST /api/uploads?name=large.tif HTTP/1.1", $"Host: 127.0.0.1:{project.Port}", $"Cookie: {project.Client.Cookie}", $"X-DeepSlice-Csrf: {project.Client.Csrf}", $"Content-Length: {UploadStore.MostBytes + 1}"],
            "beginning");

        status.ShouldBe(413);
    }

    [Fact]
    public async Task Outlines_drawn_elsewhere_replace_the_map_and_can_be_undone()
    {
        await using ServedProject project = await ServedProject.Start();
        (Raster<byte> before, _) = await project.Client.Map("s1");
        var square = new Outline<PixelPoint>([new Polygon<PixelPoint>([new(40, 40), new(120, 40), new(120, 120), new(40, 120)])]);
        byte[] zip = RoiSetFile.Encode([new ImageJRoi("th", square)]);

        JsonNode answer = JsonNode.Parse(await (await project.Client.Send("/api/annotations?name=s1.zip", zip)).Content.ReadAsStringAsync())!;

        answer["regions"]![0]!.GetValue<string>().ShouldBe("th");
        (Raster<byte> map, long version) = await project.Client.Map("s1");
        map.Pixels.Count((byte)4).ShouldBe(20 * 20);
        map.Pixels.Count((byte)7).ShouldBe((24 * 24) - (20 * 20 - Outside(before)));
        await project.Client.Post("/api/slices/s1/undo", new { version });
        (await project.Client.Map("s1")).Map.Pixels.SequenceEqual(before.Pixels).ShouldBeTrue();
    }

    private static string[] Left(ServedProject project) => Directory.Exists(project.Folder.Uploads) ? Directory.GetFileSystemEntries(project.Folder.Uploads) : [];

    // Pixels of the square where nothing was predicted.
    private static int Outside(Raster<byte> before)
    {
        int count = 0;
        for (int y = 10; y < 30; y++)
        {
            count += before.Row(y)[10..30].Count((byte)0);
        }

        return count;
    }

    private static byte[] PngOfZeros(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk(png, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[1 << 20]);
        }

        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string name, byte[] content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] all = [.. System.Text.Encoding.ASCII.GetBytes(name), .. content];
        png.Write(all);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(all));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
