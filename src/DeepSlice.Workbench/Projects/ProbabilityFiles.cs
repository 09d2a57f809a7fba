using System.Buffers.Binary;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>The probability of each region at each pixel, to 8 bits: a hundredth of what <c>predict</c> writes.</summary>
/// <remarks>A file of the cache: 4 bytes columns, rows and regions each, then the values 0 … 255, region by region, compressed.</remarks>
internal static class ProbabilityFiles
{
    private const int HeadBytes = 12;

    /// <summary>Takes what <c>predict --probabilities</c> has written of a slice into the cache, and removes it from the predictions.</summary>
    public static void Take(Project project, string id)
    {
        string file = project.Folder.Predictions.ProbabilitiesOf(id);
        if (!File.Exists(file))
        {
            return;
        }

        NpyArray array = NpyFile.Read(file);
        float[] values = array.ToArray<float>();
        var bytes = new byte[values.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp(MathF.Round(values[i] * 255), 0, 255);
        }

        var head = new byte[HeadBytes];
        BinaryPrimitives.WriteInt32LittleEndian(head, array.Shape[2]);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), array.Shape[1]);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), array.Shape[0]);
        OutputFile.WriteBytes(PathOf(project, id), [.. head, .. Deflated.Pack(bytes)]);
        File.Delete(file);
    }

    /// <summary>The probability of a region, 0 … 255.</summary>
    /// <exception cref="NotThereException">It is not known.</exception>
    public static Raster<byte> Read(Project project, string id, int region)
    {
        string path = PathOf(project, id);
        if (!File.Exists(path))
        {
            throw new NotThereException("expected a slice whose probabilities are known, got one that was predicted elsewhere; predict it in the workbench");
        }

        byte[] all = File.ReadAllBytes(path);
        (int width, int height, int regions) = (BinaryPrimitives.ReadInt32LittleEndian(all), BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(4)), BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(8)));
        if (region < 0 || region >= regions)
        {
            throw new NotThereException($"expected a region of 0 to {regions - 1}, got {region}; reload the page");
        }

        byte[] values = Deflated.Unpack(all.AsMemory(HeadBytes), checked(width * height * regions));
        return new Raster<byte>(width, height, values.AsSpan(region * width * height, width * height));
    }

    private static string PathOf(Project project, string id) => Path.Combine(project.Folder.Cache, "probabilities", id + ".bin");
}
