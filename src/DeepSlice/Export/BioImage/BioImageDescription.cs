using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Export.BioImage;

/// <summary>The file <c>rdf.yaml</c> of a model package of bioimage.io, format 0.5. It is JSON, which is YAML, too.</summary>
internal static partial class BioImageDescription
{
    /// <summary>Version of the format.</summary>
    public const string FormatVersion = "0.5.5";

    private const int LongestName = 64;
    private const int LongestDescription = 1024;

    private static readonly string[] PythonWords = ["and", "as", "def", "del", "for", "if", "in", "is", "not", "or", "try"];

    /// <summary>Describes a package.</summary>
    /// <param name="model">The model.</param>
    /// <param name="description">Its description.</param>
    /// <param name="credits">Authors and licence.</param>
    /// <param name="hashes">SHA-256 of the package's other files, by name.</param>
    public static JsonObject Of(SegmentationModel model, ModelDescription description, ModelCredits credits, IReadOnlyDictionary<string, string> hashes) => new()
    {
        ["format_version"] = FormatVersion,
        ["type"] = "model",
        ["name"] = NameOf(description.Name),
        ["description"] = Shortened($"{(credits.Use.Length > 0 ? credits.Use : "Regions of brain slices")}. {Sentence(credits.Attribution)}Expects a whole slice at the scale that README.md states."),
        ["authors"] = new JsonArray([.. credits.Authors.Select(author => new JsonObject { ["name"] = author.Replace('/', ' ').Replace('\\', ' ') })]),
        ["cite"] = Citations(credits),
        ["license"] = credits.Licence,
        ["documentation"] = BioImagePackage.Readme,
        ["covers"] = new JsonArray(BioImagePackage.Cover),
        ["tags"] = new JsonArray(["segmentation", "unet", "brain", "histology", "fluorescence-light-microscopy", "2d", "semantic-segmentation"]),
        ["inputs"] = new JsonArray(Input(description, hashes)),
        ["outputs"] = new JsonArray(Output(description, hashes)),
        ["weights"] = new JsonObject
        {
            ["torchscript"] = With(File(BioImagePackage.TorchScript, hashes), "pytorch_version", TorchRuntime.Version),
            ["onnx"] = With(With(File(BioImagePackage.Onnx, hashes), "opset_version", Onnx.OnnxFile.OperatorSet), "parent", "torchscript"),
        },
        ["config"] = new JsonObject { ["deepslice"] = JsonNode.Parse(description.ToJson()), ["temperature"] = model.Temperature },
    };

    /// <summary>A name as the format allows it: 5 to 64 letters, digits and <c>_+- ()</c>.</summary>
    internal static string NameOf(string model)
    {
        string name = $"DeepSlice {ForbiddenInNames().Replace(model, "-")}";
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static JsonObject Input(ModelDescription description, IReadOnlyDictionary<string, string> hashes) => new()
    {
        ["id"] = "image",
        ["description"] = "Grey values of one channel of a whole slice, in any unit; see README.md for the scale",
        ["axes"] = new JsonArray(
            new JsonObject { ["type"] = "batch" },
            new JsonObject { ["type"] = "channel", ["channel_names"] = new JsonArray("intensity") },
            Space("y", Free(), description),
            Space("x", Free(), description)),
        ["data"] = new JsonObject { ["type"] = "float32" },
        ["test_tensor"] = File(BioImagePackage.TestInput, hashes),
    };

    private static JsonObject Output(ModelDescription description, IReadOnlyDictionary<string, string> hashes) => new()
    {
        ["id"] = "probabilities",
        ["description"] = "Probability of each region in each pixel",
        ["axes"] = new JsonArray(
            new JsonObject { ["type"] = "batch" },
            new JsonObject { ["type"] = "channel", ["channel_names"] = new JsonArray([.. description.Regions.Regions.Select(region => (JsonNode)ChannelName(region.Key))]) },
            Space("y", SameAs("y"), description),
            Space("x", SameAs("x"), description)),
        ["data"] = new JsonObject { ["type"] = "float32", ["range"] = new JsonArray(0.0, 1.0) },
        ["test_tensor"] = File(BioImagePackage.TestOutput, hashes),
    };

    // Axes of space have their pixel size where it is known.
    private static JsonObject Space(string id, JsonObject size, ModelDescription description)
    {
        var axis = new JsonObject { ["type"] = "space", ["id"] = id, ["size"] = size };
        return description.MicrometresPerPixel is double side ? With(With(axis, "scale", side), "unit", "micrometer") : axis;
    }

    private static JsonObject Free() => new() { ["min"] = ModelDescription.SmallestSide, ["step"] = 1 };

    private static JsonObject SameAs(string axis) => new() { ["tensor_id"] = "image", ["axis_id"] = axis };

    private static JsonObject File(string name, IReadOnlyDictionary<string, string> hashes) => new() { ["source"] = name, ["sha256"] = hashes[name] };

    private static JsonObject With(JsonObject entry, string key, JsonNode value)
    {
        entry[key] = value;
        return entry;
    }

    // The format demands names that Python allows for variables.
    private static string ChannelName(string key) => char.IsAsciiDigit(key[0]) || PythonWords.Contains(key) ? $"region_{key}" : key;

    private static JsonArray Citations(ModelCredits credits) =>
    [
        new JsonObject { ["text"] = "Ronneberger et al. 2015: U-Net: Convolutional Networks for Biomedical Image Segmentation", ["doi"] = "10.1007/978-3-319-24574-4_28" },
        .. Doi().Matches(credits.Attribution).Select(match => new JsonObject { ["text"] = credits.Attribution, ["doi"] = match.Groups["doi"].Value }),
    ];

    private static string Sentence(string text) => text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..]}. ";

    private static string Shortened(string text) => Sentence(text)[..^2] is var whole && whole.Length > LongestDescription ? whole[..LongestDescription] : whole;

    [GeneratedRegex("[^A-Za-z0-9_+() -]")]
    private static partial Regex ForbiddenInNames();

    [GeneratedRegex(@"\bdoi:(?<doi>10\.[^\s,;)]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Doi();
}
