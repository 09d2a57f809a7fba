using System.Buffers.Binary;

namespace DeepSlice.Atlases;

/// <summary>Reads the voxels of a volume from a stream of raw integers.</summary>
internal static class VoxelStream
{
    /// <summary>Reads the planes in order; see <see cref="IVolumeFile.ReadPlanes"/>.</summary>
    /// <param name="path">File, for messages.</param>
    /// <param name="data">The voxels from the first on.</param>
    /// <param name="shape">Number of voxels along each axis.</param>
    /// <param name="type">Type of a voxel.</param>
    /// <param name="isBigEndian">Byte order of a voxel.</param>
    /// <param name="take">Receives the planes.</param>
    /// <param name="cancellationToken">Checked before each plane.</param>
    /// <exception cref="InvalidDataException">The stream is too short.</exception>
    public static void ReadPlanes(
        string path, Stream data, VolumeShape shape, VoxelType type, bool isBigEndian, Action<int, ReadOnlySpan<double>> take, CancellationToken cancellationToken)
    {
        var voxels = new double[checked(shape.Rows * shape.Columns)];
        var bytes = new byte[checked(voxels.Length * type.Bytes)];
        for (int plane = 0; plane < shape.Planes; plane++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (data.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new InvalidDataException($"{path}: expected {shape.Planes} planes, got {plane}; the file is cut off, copy it again");
            }

            for (int i = 0; i < voxels.Length; i++)
            {
                voxels[i] = Read(bytes.AsSpan(i * type.Bytes, type.Bytes), type, isBigEndian);
            }

            take(plane, voxels);
        }
    }

    private static long Read(ReadOnlySpan<byte> bytes, VoxelType type, bool isBigEndian) => (type.Bytes, type.IsSigned) switch
    {
        (1, false) => bytes[0],
        (1, true) => (sbyte)bytes[0],
        (2, false) => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
        (4, false) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };
}
