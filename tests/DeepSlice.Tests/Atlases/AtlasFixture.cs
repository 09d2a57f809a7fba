using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DeepSlice.Tests.Atlases;

/// <summary>Writes a small atlas: a brain of 4 × 3 × 6 voxels, whose right half is cerebellum and whose left half is fields of the hippocampus.</summary>
internal static class AtlasFixture
{
    // Larger than 2²⁴, as many of the Allen's are: single-precision numbers cannot hold them.
    public const uint Ca1 = 312_782_546;
    public const uint Ca3 = 312_782_550;
    public const uint Cerebellum = 512;
    public const uint Tract = 1009;

    public const string Structures = """
        [
          { "id": 997, "acronym": "root", "name": "root", "structure_id_path": [997], "rgb_triplet": [255, 255, 255] },
          { "id": 512, "acronym": "CB", "name": "Cerebellum", "structure_id_path": [997, 512], "rgb_triplet": [255, 255, 255] },
          { "id": 1009, "acronym": "fiber tracts", "name": "fiber tracts", "structure_id_path": [997, 1009], "rgb_triplet": [204, 204, 204] },
          { "id": 1080, "acronym": "HIP", "name": "Hippocampal region", "structure_id_path": [997, 1080], "rgb_triplet": [255, 255, 255] },
          { "id": 312782546, "acronym": "CA1", "name": "Field CA1", "structure_id_path": [997, 1080, 312782546], "rgb_triplet": [255, 255, 255] },
          { "id": 312782550, "acronym": "CA3", "name": "Field CA3", "structure_id_path": [997, 1080, 312782550], "rgb_triplet": [255, 255, 255] }
        ]
        """;

    /// <summary>The label at a voxel in the canonical orientation; 0 in the first plane.</summary>
    public static uint Label(int plane, int row, int column) => plane == 0 ? 0 : column < 3 ? Cerebellum : row == 0 ? Ca1 : Ca3;

    /// <summary>Writes the folder with its labels as NRRD, in the canonical orientation unless another is given with its labels.</summary>
    public static string Write(string folder, string orientation = "asr", (int Planes, int Rows, int Columns)? size = null, Func<int, int, int, uint>? label = null, string resolution = "100.0, 50.0, 25.0")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "structures.json"), Structures);
        File.WriteAllText(
            Path.Combine(folder, "metadata.json"),
            $$"""{ "name": "toy_mouse", "species": "Mus musculus", "citation": "nobody", "orientation": "{{orientation}}", "resolution": [{{resolution}}], "shape": [4, 3, 6], "symmetric": true }""");
        (int planes, int rows, int columns) = size ?? (4, 3, 6);
        File.WriteAllBytes(Path.Combine(folder, "annotation.nrrd"), Nrrd(planes, rows, columns, label ?? Label));
        return folder;
    }

    /// <summary>Writes a brain that sections can be cut from: an ellipsoid of 12 × 7 × 9 mm in voxels of 200 µm, its posterior third cerebellum, the rest fields of the hippocampus, above and below.</summary>
    public static string WriteBrain(string folder) => Write(folder, size: (64, 40, 50), label: BrainLabel, resolution: "200.0, 200.0, 200.0");

    /// <summary>The regions of that brain.</summary>
    public static string WriteBrainRegions(string path)
    {
        File.WriteAllText(
            path,
            """[{ "key": "cb", "name": "cerebellum", "color": "#e69f00", "structures": { "default": ["CB"] } }, { "key": "hp", "name": "hippocampus", "color": "#f0e442", "structures": { "default": ["HIP"] } }]""");
        return path;
    }

    private static uint BrainLabel(int plane, int row, int column)
    {
        (double x, double y, double z) = ((plane - 31.5) / 30, (row - 19.5) / 17.5, (column - 24.5) / 22.5);
        return (x * x) + (y * y) + (z * z) > 1 ? 0 : plane >= 42 ? Cerebellum : row < 20 ? Ca1 : Ca3;
    }

    public static byte[] Voxels(int planes, int rows, int columns, Func<int, int, int, uint> label)
    {
        var bytes = new byte[4 * planes * rows * columns];
        for (int i = 0; i < bytes.Length / 4; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), label(i / (rows * columns), i / columns % rows, i % columns));
        }

        return bytes;
    }

    public static byte[] Nrrd(int planes, int rows, int columns, Func<int, int, int, uint> label)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(
            $"NRRD0004\n# made by a test\ntype: unsigned int\ndimension: 3\nspace: left-posterior-superior\nsizes: {columns} {rows} {planes}\nspace directions: (25,0,0) (0,50,0) (0,0,100)\nkinds: domain domain domain\nendian: little\nencoding: gzip\nspace origin: (0,0,0)\n\n"));
        using (var data = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            data.Write(Voxels(planes, rows, columns, label));
        }

        return file.ToArray();
    }

    public static byte[] Nifti(int planes, int rows, int columns, Func<int, int, int, uint> label)
    {
        var header = new byte[352];
        BinaryPrimitives.WriteInt32LittleEndian(header, 348);
        short[] dimensions = [3, (short)columns, (short)rows, (short)planes, 1, 1, 1, 1];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(40 + (2 * i)), dimensions[i]);
            BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(76 + (4 * i)), i is > 0 and < 4 ? 0.025f * (1 << (i - 1)) : 0);
        }

        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(70), 768);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(72), 32);
        BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(108), 352);
        header[123] = 2;
        "n+1"u8.CopyTo(header.AsSpan(344));
        return [.. header, .. Voxels(planes, rows, columns, label)];
    }
}
