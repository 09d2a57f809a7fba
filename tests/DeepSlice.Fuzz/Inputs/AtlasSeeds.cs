using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>Files of a small atlas: two structures in 4 × 3 × 2 voxels.</summary>
internal static class AtlasSeeds
{
    private const string StructuresText =
        """[{ "id": 997, "acronym": "root", "name": "root", "structure_id_path": [997] }, { "id": 512, "acronym": "CB", "name": "Cerebellum", "structure_id_path": [997, 512] }]""";

    private const string MetadataText = """{ "name": "toy", "species": "Mus musculus", "citation": "", "orientation": "asr", "resolution": [100.0, 50.0, 25.0] }""";

    private const string RegionsText = """[{ "key": "cb", "name": "cerebellum", "color": "#e69f00", "structures": { "default": ["CB"], "toy": ["512"] } }]""";

    /// <summary>NRRD volumes, raw and compressed.</summary>
    public static IReadOnlyList<byte[]> Nrrds() => [[.. Header("raw"), .. Voxels()], [.. Header("gzip"), .. Compressed()]];

    /// <summary>A NIfTI volume.</summary>
    public static IReadOnlyList<byte[]> Niftis() => [Nifti()];

    /// <summary>Structure tables.</summary>
    public static IReadOnlyList<byte[]> Structures() => [Encoding.UTF8.GetBytes(StructuresText)];

    /// <summary>Descriptions.</summary>
    public static IReadOnlyList<byte[]> Metadata() => [Encoding.UTF8.GetBytes(MetadataText)];

    /// <summary>Catalogues of regions.</summary>
    public static IReadOnlyList<byte[]> Regions() => [Encoding.UTF8.GetBytes(RegionsText)];

    /// <summary>Sound files of the atlas for all but one of its parts.</summary>
    /// <param name="damaged">Name of the file that is fuzzed.</param>
    public static IEnumerable<(string Name, byte[] Bytes)> Sound(string damaged)
    {
        if (damaged != "structures.json")
        {
            yield return ("structures.json", Structures()[0]);
        }

        if (damaged != "metadata.json")
        {
            yield return ("metadata.json", Metadata()[0]);
        }

        if (!damaged.StartsWith("annotation", StringComparison.Ordinal))
        {
            yield return ("annotation.nii", Nifti());
        }
    }

    private static byte[] Header(string encoding) =>
        Encoding.ASCII.GetBytes($"NRRD0004\ntype: unsigned int\ndimension: 3\nsizes: 4 3 2\nendian: little\nencoding: {encoding}\n\n");

    private static byte[] Voxels()
    {
        var bytes = new byte[4 * 24];
        for (int i = 0; i < 24; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), i % 3 == 0 ? 0u : 512u);
        }

        return bytes;
    }

    private static byte[] Compressed()
    {
        using var stream = new MemoryStream();
        using (var compressor = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressor.Write(Voxels());
        }

        return stream.ToArray();
    }

    private static byte[] Nifti()
    {
        var header = new byte[352];
        BinaryPrimitives.WriteInt32LittleEndian(header, 348);
        short[] dimensions = [3, 4, 3, 2, 1, 1, 1, 1];
        for (int i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(40 + (2 * i)), dimensions[i]);
        }

        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(70), 768);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(72), 32);
        BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(108), 352);
        "n+1"u8.CopyTo(header.AsSpan(344));
        return [.. header, .. Voxels()];
    }
}
