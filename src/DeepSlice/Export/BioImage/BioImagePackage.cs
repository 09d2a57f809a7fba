using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DeepSlice.Export.Onnx;
using DeepSlice.Export.TorchScript;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Reports;

namespace DeepSlice.Export.BioImage;

/// <summary>Writes a model as a package of bioimage.io: weights as TorchScript and ONNX, tensors to test them, a cover, documentation and <c>rdf.yaml</c>.</summary>
internal static class BioImagePackage
{
    /// <summary>Name of the documentation in the package.</summary>
    public const string Readme = "README.md";

    /// <summary>Name of the picture in the package.</summary>
    public const string Cover = "cover.png";

    /// <summary>Name of the ONNX file in the package.</summary>
    public const string Onnx = "weights.onnx";

    /// <summary>Name of the TorchScript archive in the package.</summary>
    public const string TorchScript = "weights.pt";

    /// <summary>Name of the test input in the package.</summary>
    public const string TestInput = "test-input.npy";

    /// <summary>Name of the test output in the package.</summary>
    public const string TestOutput = "test-output.npy";

    private const string Description = "rdf.yaml";
    private const int CoverSide = 512;

    // Equal models give equal packages.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a package atomically.</summary>
    /// <param name="path">Zip to create or replace.</param>
    /// <param name="model">The model; the length of its tissue is part of the description only.</param>
    /// <param name="description">Description of the model.</param>
    /// <param name="credits">Authors and licence.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, SegmentationModel model, ModelDescription description, ModelCredits credits) => OutputFile.Write(path, temporary =>
    {
        Dictionary<string, byte[]> files = Files(Path.GetDirectoryName(temporary)!, model, description, credits);
        Dictionary<string, string> hashes = files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)), StringComparer.Ordinal);
        files[Description] = Encoding.UTF8.GetBytes(BioImageDescription.Of(model, description, credits, hashes).ToJsonString(JsonFormat.Readable) + "\n");
        using ZipArchive zip = ZipFile.Open(temporary, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in files)
        {
            ZipArchiveEntry entry = zip.CreateEntry(name);
            entry.LastWriteTime = EntryTime;
            using Stream content = entry.Open();
            content.Write(bytes);
        }
    });

    private static Dictionary<string, byte[]> Files(string folder, SegmentationModel model, ModelDescription description, ModelCredits credits)
    {
        var slice = TestSlice.Of(model);
        RasterSize size = slice.Image.Size;
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Readme] = Encoding.UTF8.GetBytes(BioImageReadme.Of(description, credits)),
            [Cover] = PngFile.Encode(new SliceRenderer(CoverSide).Overlay(slice.Image, slice.Prediction.Regions)),
            [TestInput] = BytesOf(folder, file => NpyFile.Write<float>(file, slice.Image.Pixels.ToArray(), 1, 1, size.Height, size.Width)),
            [TestOutput] = BytesOf(folder, file => NpyFile.Write<float>(file, slice.Prediction.Probabilities, 1, model.Catalog.Count, size.Height, size.Width)),
            [Onnx] = BytesOf(folder, file => OnnxFile.Write(file, model, description)),
            [TorchScript] = BytesOf(folder, file => TorchScriptFile.Write(file, model, description)),
        };
    }

    private static byte[] BytesOf(string folder, Action<string> write)
    {
        string file = OutputFile.TemporaryIn(folder);
        try
        {
            write(file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
