using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DeepSlice.Atlases;

/// <summary>A label volume in one NRRD file (<c>teem.sourceforge.net/nrrd/format.html</c>): integers, raw or gzip.</summary>
internal sealed class NrrdFile : IVolumeFile
{
    private const int LongestHeader = 1 << 16;

    private readonly string _path;
    private readonly VoxelType _type;
    private readonly bool _isBigEndian;
    private readonly bool _isCompressed;
    private readonly long _dataStart;

    private NrrdFile(string path, Dictionary<string, string> fields, long dataStart)
    {
        _path = path;
        _dataStart = dataStart;
        int[] sizes = [.. Field("sizes").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out int size) && size > 0 ? size : 0)];
        if (Field("dimension") != "3" || sizes.Length != 3 || sizes.Contains(0))
        {
            throw Bad($"expected a volume of three dimensions, got sizes '{Field("sizes")}'; save the labels alone");
        }

        // NRRD states the fastest axis first.
        Shape = new VolumeShape(sizes[2], sizes[1], sizes[0]);
        _type = VoxelType.OfNrrd(Field("type")) ?? throw Bad($"expected labels of integers, got type '{Field("type")}'; save them as uint32");
        _isBigEndian = _type.Bytes > 1 && Field("endian") == "big";
        _isCompressed = Field("encoding") switch
        {
            "raw" => false,
            "gzip" or "gz" => true,
            string other => throw Bad($"expected encoding raw or gzip, got '{other}'; save it as gzip"),
        };
        foreach (string skip in (string[])["byte skip", "byteskip", "line skip", "lineskip"])
        {
            if (fields.GetValueOrDefault(skip, "0") != "0")
            {
                throw Bad($"expected voxels right behind the header, got a {skip} of {fields[skip]}; save it again");
            }
        }

        if (fields.ContainsKey("data file") || fields.ContainsKey("datafile"))
        {
            throw Bad("expected labels in the file itself, got a reference to another file; save header and data in one .nrrd");
        }

        string Field(string name) => fields.GetValueOrDefault(name) ?? throw Bad($"expected a field '{name}', got none; save it again");
        InvalidDataException Bad(string words) => new($"{path}: {words}");
    }

    /// <inheritdoc/>
    public VolumeShape Shape { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="path">File with its data attached.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static NrrdFile Open(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? line = ReadLine(stream);
        if (line?.StartsWith("NRRD", StringComparison.Ordinal) != true)
        {
            throw new InvalidDataException($"{path}: expected a file that begins with NRRD, got another one; give the .nrrd of the labels");
        }

        while ((line = ReadLine(stream)) is { Length: > 0 })
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] != '#' && colon > 0)
            {
                fields[line[..colon].Trim()] = line[(colon + 1)..].TrimStart('=', ' ').Trim();
            }
        }

        return new NrrdFile(path, fields, stream.Position);
    }

    /// <inheritdoc/>
    public void ReadPlanes(Action<int, ReadOnlySpan<double>> take, CancellationToken cancellationToken)
    {
        using FileStream file = File.OpenRead(_path);
        file.Position = _dataStart;
        using Stream data = _isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        VoxelStream.ReadPlanes(_path, data, Shape, _type, _isBigEndian, take, cancellationToken);
    }

    private static string? ReadLine(FileStream stream)
    {
        var bytes = new List<byte>();
        for (int read = stream.ReadByte(); read >= 0 && bytes.Count < LongestHeader; read = stream.ReadByte())
        {
            if (read == '\n')
            {
                return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
            }

            bytes.Add((byte)read);
        }

        return null;
    }
}
