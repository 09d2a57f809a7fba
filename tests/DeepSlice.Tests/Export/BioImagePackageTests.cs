using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DeepSlice.Export;
using DeepSlice.Export.BioImage;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Torch;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepSlice.Tests.Export;

/// <summary>Packages against the rules of bioimage.io's model format 0.5 that its own validator checks.</summary>
[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class BioImagePackageTests
{
    private static readonly ModelCredits Credits = new()
    {
        Authors = ["A. Müller"],
        Licence = "CC-BY-4.0",
        Attribution = "trained on sections of an atlas (Perens et al. 2021, doi:10.1007/s12021-020-09490-8, CC BY 4.0)",
    };

    [Theory]
    [InlineData(Configuration.Whole)]
    [InlineData(Configuration.Cascade)]
    public void The_test_tensors_reproduce_as_the_consumers_check_them(Configuration configuration)
    {
        using var folder = new TemporaryFolder();
        JsonObject description = Unpack(folder, configuration);
        NpyArray input = NpyFile.Read(folder["test-input.npy"]);
        NpyArray expected = NpyFile.Read(folder["test-output.npy"]);

        expected.Shape.ShouldBe([1, 8, input.Shape[2], input.Shape[3]]);
        using var session = new InferenceSession(folder[description["weights"]!["onnx"]!["source"]!.GetValue<string>()]);
        var tensor = new DenseTensor<float>(input.ToArray<float>(), [.. input.Shape]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("image", tensor)]);

        float[] found = [.. results[0].AsTensor<float>()];
        found.ShouldBeNear(expected.ToArray<float>());
        found.Max().ShouldBeGreaterThan(1e-4f);
    }

    [Fact]
    public void The_description_has_the_fields_of_the_format_and_the_hashes_of_the_files()
    {
        using var folder = new TemporaryFolder();
        JsonObject description = Unpack(folder, Configuration.Whole);

        description["format_version"]!.GetValue<string>().ShouldStartWith("0.5.");
        description["type"]!.GetValue<string>().ShouldBe("model");
        description["name"]!.GetValue<string>().ShouldMatch("^[A-Za-z0-9_+() -]{5,64}$");
        description["license"]!.GetValue<string>().ShouldBe("CC-BY-4.0");
        description["description"]!.GetValue<string>().Length.ShouldBeInRange(1, 1024);
        description["authors"]![0]!["name"]!.GetValue<string>().ShouldBe("A. Müller");
        description["cite"]!.AsArray().Select(cite => cite!["doi"]!.GetValue<string>()).ShouldBe(["10.1007/978-3-319-24574-4_28", "10.1007/s12021-020-09490-8"]);
        File.ReadAllText(folder["README.md"]).ShouldContain("# Validation");
        description["weights"]!.AsObject().Count(format => format.Value!["parent"] is null).ShouldBe(1);
        JsonNode[] sources = [.. Sources(description)];
        sources.Length.ShouldBe(4);
        foreach (JsonNode source in sources)
        {
            byte[] bytes = File.ReadAllBytes(folder[source["source"]!.GetValue<string>()]);
            source["sha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    [Fact]
    public void Channels_and_axes_are_named_and_the_output_has_the_size_of_the_input()
    {
        using var folder = new TemporaryFolder();
        JsonObject description = Unpack(folder, Configuration.Whole);
        JsonArray inputs = description["inputs"]![0]!["axes"]!.AsArray();
        JsonArray outputs = description["outputs"]![0]!["axes"]!.AsArray();

        inputs.Select(axis => axis!["type"]!.GetValue<string>()).ShouldBe(["batch", "channel", "space", "space"]);
        inputs[1]!["channel_names"]!.AsArray().Count.ShouldBe(1);
        outputs[1]!["channel_names"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["bg", "cb", "hp", "cx", "th", "mb", "bs", "rest"]);
        foreach (int axis in (int[])[2, 3])
        {
            inputs[axis]!["size"]!["min"]!.GetValue<int>().ShouldBeLessThanOrEqualTo(NpyFile.Read(folder["test-input.npy"]).Shape[axis]);
            outputs[axis]!["size"]!["tensor_id"]!.GetValue<string>().ShouldBe("image");
            outputs[axis]!["size"]!["axis_id"]!.GetValue<string>().ShouldBe(inputs[axis]!["id"]!.GetValue<string>());
            outputs[axis]!["unit"]!.GetValue<string>().ShouldBe(inputs[axis]!["unit"]!.GetValue<string>());
            inputs[axis]!["scale"]!.GetValue<double>().ShouldBe(10.4, 1e-9);
        }
    }

    [Fact]
    public void Equal_models_give_equal_packages()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole);
        BioImagePackage.Write(folder["a.zip"], model, ModelDescription.Of("m", model), Credits);
        BioImagePackage.Write(folder["b.zip"], model, ModelDescription.Of("m", model), Credits);

        File.ReadAllBytes(folder["a.zip"]).ShouldBe(File.ReadAllBytes(folder["b.zip"]));
        Directory.GetFiles(folder.FullPath).Length.ShouldBe(2);
    }

    private static JsonObject Unpack(TemporaryFolder folder, Configuration configuration)
    {
        using SegmentationModel model = ExportedModels.Create(configuration);
        BioImagePackage.Write(folder["m.zip"], model, ModelDescription.Of("my model", model), Credits);
        ZipFile.ExtractToDirectory(folder["m.zip"], folder.FullPath);
        return JsonNode.Parse(File.ReadAllText(folder["rdf.yaml"]))!.AsObject();
    }

    private static IEnumerable<JsonNode> Sources(JsonNode? node) => node switch
    {
        JsonObject file when file["sha256"] is not null => [file],
        JsonObject other => other.SelectMany(part => Sources(part.Value)),
        JsonArray array => array.SelectMany(Sources),
        _ => [],
    };
}
