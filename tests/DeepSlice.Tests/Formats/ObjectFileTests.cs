using System.Buffers.Binary;
using System.IO.Compression;
using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Formats;

public sealed class ObjectFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("slice,x,y\ns1,1.5,2\ns2.ome.tif,3,4\n")]
    [InlineData("\uFEFFX;Y;Image\n1.5;2;s1\n3;4;s2.tif\n")]
    [InlineData("Label\tX\tY\ns1\t1.5\t2\ns2.png\t3\t4\n")]
    public void Tables_of_several_programs_are_read(string text) =>
        Read("cells.csv", text).ShouldBe([new ObjectPoint("s1", new PixelPoint(1.5, 2), false), new ObjectPoint("s2", new PixelPoint(3, 4), false)]);

    [Fact]
    public void Coordinates_in_micrometres_are_told_by_their_column() =>
        Read("cells.tsv", "Image\tCentroid X µm\tCentroid Y µm\ns1.tif\t10\t20\n").ShouldBe([new ObjectPoint("s1", new PixelPoint(10, 20), true)]);

    [Fact]
    public void Points_and_the_centres_of_areas_of_QuPath_are_read()
    {
        const string Json = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"objectType": "detection"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
              {"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": [[3, 4], [5, 6]]}},
              {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]]}},
              {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 0], [4, 0]]}}]}
            """;
        Read("s1.geojson", Json).Select(one => one.Place).ShouldBe([new PixelPoint(1, 2), new PixelPoint(3, 4), new PixelPoint(5, 6), new PixelPoint(2, 1)]);
    }

    [Fact]
    public void Point_rois_of_ImageJ_are_read_alone_and_in_a_zip()
    {
        byte[] roi = PointRoi((10, 20), (30, 5));
        File.WriteAllBytes(_folder["s1.roi"], roi);
        using (ZipArchive zip = ZipFile.Open(_folder["s1.zip"], ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("0001.roi").Open();
            entry.Write(roi);
        }

        PixelPoint[] points = [new(10, 20), new(30, 5)];
        ObjectFile.Read(_folder["s1.roi"]).Select(one => one.Place).ShouldBe(points);
        ObjectFile.Read(_folder["s1.zip"]).Select(one => one.Place).ShouldBe(points);
    }

    [Theory]
    [InlineData("cells.csv", "slice,column,row\ns1,1,2\n", "expected a column 'x'")]
    [InlineData("cells.csv", "slice,x,y\ns1,1,2a\n", "got '2a' in row 1")]
    [InlineData("cells.csv", "", "expected a table with a header")]
    [InlineData("cells.geojson", "{\"a\": 1}", "expected GeoJSON with features")]
    [InlineData("cells.geojson", "{\"features\": [{\"geometry\": {\"type\": \"Point\", \"coordinates\": [\"a\"]}}]}", "expected points or areas")]
    public void Damaged_files_are_refused(string name, string text, string words) =>
        Should.Throw<InvalidDataException>(() => Read(name, text)).Message.ShouldContain(words);

    private IReadOnlyList<ObjectPoint> Read(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return ObjectFile.Read(_folder[name]);
    }

    private static byte[] PointRoi(params (short X, short Y)[] points)
    {
        var bytes = new byte[64 + (4 * points.Length)];
        "Iout"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(4), 227);
        bytes[6] = 10;
        short left = points.Min(point => point.X);
        short top = points.Min(point => point.Y);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(8), top);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(10), left);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(16), (short)points.Length);
        for (int i = 0; i < points.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(64 + (2 * i)), (short)(points[i].X - left));
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(64 + (2 * (points.Length + i))), (short)(points[i].Y - top));
        }

        return bytes;
    }
}
