using System.Collections.Concurrent;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

/// <summary>A file that cannot be read is refused with a reason of its own, in plain words.</summary>
public sealed class ImageReasonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Many_broken_files_at_once_keep_their_own_reasons()
    {
        byte[] tiff = TiffFixture.Make(50, 40, [new byte[2000]]);
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < 24; i++)
        {
            string path = _folder[$"s{i:00}.tif"];
            expected[path] = (i % 6) switch
            {
                0 => Link(path),
                1 => Put(path, [], "got an empty file"),
                2 => Put(path, "no image"u8, "got a file of text"),
                3 => Put(path, tiff.AsSpan()[..^700], "a complete image"),
                4 => Put(path, tiff.AsSpan()[..20], "got one with a damaged header"),
                _ => Put(path, TiffFixture.Make(100_000, 100_000, [new byte[100]]), "100000 x 100000 pixels in"),
            };
        }

        for (int round = 0; round < 20; round++)
        {
            var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            Parallel.ForEach(expected.Keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, path => found[path] = ReasonOf(path));
            foreach ((string path, string words) in expected)
            {
                found[path].ShouldStartWith(path + ": expected ");
                found[path].ShouldContain(words);
                found[path].ShouldNotContain("vips", Case.Insensitive);
                found[path].Split(path).Length.ShouldBe(2, $"names its file twice: {found[path]}");
                expected.Keys.Where(other => other != path).ShouldAllBe(other => !found[path].Contains(other));
            }
        }
    }

    [Fact]
    public void Formats_of_cameras_are_refused_by_name()
    {
        Put(_folder["a.dng"], [1, 2, 3], "");
        ReasonOf(_folder["a.dng"]).ShouldContain("got a camera raw file; save it as TIFF");
    }

    [Fact]
    public void A_damaged_file_of_a_known_format_is_called_damaged()
    {
        Put(_folder["a.png"], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0], "");
        ReasonOf(_folder["a.png"]).ShouldContain("got a PNG file that is damaged or truncated");
    }

    private static string ReasonOf(string path)
    {
        try
        {
            ImageFile.Read(path, new Preprocessing { Binning = new Binning(2) });
            return "";
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return error.Message;
        }
    }

    private static string Put(string path, ReadOnlySpan<byte> content, string words)
    {
        File.WriteAllBytes(path, content);
        return words;
    }

    private static string Link(string path)
    {
        string target = $"/nowhere/{Path.GetFileNameWithoutExtension(path)}-moved";
        File.CreateSymbolicLink(path, target);
        return $"it is a link to {target}, which is missing";
    }
}
