using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepSlice.Atlases;

/// <summary>A label volume in one NIfTI-1 file (<c>.nii</c>, <c>.nii.gz</c>; <c>nifti.nimh.nih.gov</c>): integers.</summary>
internal sealed class NiftiFile : IVolumeFile
{
    private const int HeaderBytes = 348;

    // Extensions follow the header; longer ones are not known.
    private const int MostHeaderBytes = 1 << 24;

    private readonly string _path;
    private readonly VoxelType _type;
    private readonly bool _isBigEndian;
    private readonly long _dataStart;

    private NiftiFile(string path, byte[] header)
    {
        _path = path;
        _isBigEndian = BinaryPrimitives.ReadInt32LittleEndian(header) != HeaderBytes;
        if (Int(0) != HeaderBytes || !header.AsSpan(344, 3).SequenceEqual("n+1"u8))
        {
            throw new InvalidDataException($"{path}: expected a NIfTI-1 file with its data, got another one; save the labels as .nii.gz");
        }

        short[] sizes = [.. Enumerable.Range(0, 8).Select(i => Short(40 + (2 * i)))];
        if (sizes[0] is < 3 or > 7 || sizes[1..4].Any(size => size < 1) || sizes[4..(sizes[0] + 1)].Any(size => size > 1))
        {
            throw new InvalidDataException($"{path}: expected a volume of three dimensions, got sizes {string.Join('×', sizes[1..])}; save the labels alone");
        }

        Shape = new VolumeShape(sizes[3], sizes[2], sizes[1]);
        _type = VoxelType.OfNifti(Short(70)) ?? throw new InvalidDataException($"{path}: expected labels of integers, got NIfTI type {Short(70)}; save them as uint32");
        if (Float(112) is not (0 or 1) || (Float(112) == 1 && Float(116) != 0))
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path}: expected labels as they are, got values to be scaled by {Float(112)} and shifted by {Float(116)}; save the labels without scaling"));
        }

        _dataStart = Float(108) switch
        {
            >= HeaderBytes and < MostHeaderBytes and float start => (long)start,
            float start => throw new InvalidDataException(FormattableString.Invariant($"{path}: expected voxels from byte {HeaderBytes} to {MostHeaderBytes} on, got {start}; the file is damaged, save the labels again")),
        };

        int Int(int at) => _isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(at)) : BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(at));
        short Short(int at) => _isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(header.AsSpan(at)) : BinaryPrimitives.ReadInt16LittleEndian(header.AsSpan(at));
        float Float(int at) => _isBigEndian ? BinaryPrimitives.ReadSingleBigEndian(header.AsSpan(at)) : BinaryPrimitives.ReadSingleLittleEndian(header.AsSpan(at));
    }

    /// <inheritdoc/>
    public VolumeShape Shape { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="path">File, compressed by gzip or not.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static NiftiFile Open(string path)
    {
        using Stream data = OpenData(path);
        var header = new byte[HeaderBytes];
        try
        {
            data.ReadExactly(header);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException($"{path}: expected a NIfTI-1 header of {HeaderBytes} bytes, got a shorter file; copy it again", error);
        }

        return new NiftiFile(path, header);
    }

    /// <inheritdoc/>
    public void ReadPlanes(Action<int, ReadOnlySpan<double>> take, CancellationToken cancellationToken)
    {
        using Stream data = OpenData(_path);
        var skipped = new byte[_dataStart];
        _ = data.ReadAtLeast(skipped, skipped.Length, throwOnEndOfStream: false); // what is missing is told by the planes
        VoxelStream.ReadPlanes(_path, data, Shape, _type, _isBigEndian, take, cancellationToken);
    }

    private static Stream OpenData(string path)
    {
        FileStream file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
