using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>A model in one safetensors file: weights as tensors; plan, catalogue, normalisation and provenance as JSON in its metadata.</summary>
/// <remarks>
/// Convolution kernels are stored in 16 bits, which halves the file and changes hardly any predicted pixel; biases and the parameters of
/// normalisation layers, which are few, in 32.
/// </remarks>
internal static class ModelFile
{
    private const string FormatKey = "deepslice.format";
    private const string Format = "1";
    private const string FlagsKey = "flags";
    private const string PatchesKey = "patches";
    private const string TissueLengthKey = "tissueLength";
    private const string PreprocessingKey = "preprocessing";
    private const string ProvenanceKey = "provenance";

    // Prefix of the names and keys of the whole-slice model in a cascade.
    private const string WholePrefix = "whole.";

    /// <summary>Writes a model atomically, by way of a temporary file.</summary>
    /// <param name="path">File to make or replace.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, SegmentationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = Format,
            ["catalog"] = JsonSerializer.Serialize(model.Catalog, JsonFormat.Compact),
        };
        Describe(model, "", metadata);
        IEnumerable<SafetensorsTensor> tensors = Tensors(model, "");
        if (model.Patches?.Whole is { } whole)
        {
            Describe(whole, WholePrefix, metadata);
            tensors = tensors.Concat(Tensors(whole, WholePrefix));
        }

        SafetensorsFile.Write(path, [.. tensors], metadata);
    }

    private static void Describe(SegmentationModel model, string prefix, Dictionary<string, string> metadata)
    {
        metadata[prefix + "plan"] = JsonSerializer.Serialize(model.Plan, JsonFormat.Compact);
        metadata[prefix + "normalization"] = JsonSerializer.Serialize(model.Normalization, JsonFormat.Compact);
        metadata[prefix + "temperature"] = JsonSerializer.Serialize(model.Temperature, JsonFormat.Compact);
        metadata[prefix + PreprocessingKey] = JsonSerializer.Serialize(model.Preprocessing, JsonFormat.Compact);
        metadata[prefix + ProvenanceKey] = JsonSerializer.Serialize(model.Provenance, JsonFormat.Compact);
        if (model.Flags != new FlagThresholds())
        {
            metadata[prefix + FlagsKey] = JsonSerializer.Serialize(model.Flags, JsonFormat.Compact);
        }

        if (model.TissueLength is double length)
        {
            metadata[prefix + TissueLengthKey] = JsonSerializer.Serialize(length, JsonFormat.Compact);
        }

        if (model.Patches is { } patches)
        {
            metadata[prefix + PatchesKey] = JsonSerializer.Serialize(patches, JsonFormat.Compact);
        }
    }

    private static IEnumerable<SafetensorsTensor> Tensors(SegmentationModel model, string prefix) =>
        model.Network.Weights.All.Select(parameter => Stored(parameter, prefix + parameter.Name));

    // A kernel with values beyond 16 bits, for example of a diverged training, is stored in 32 bits.
    private static SafetensorsTensor Stored(Parameter parameter, string name)
    {
        float[] values = parameter.Value.ToArray<float>();
        bool isHalf = parameter.Shape.Count == 4 && Math.Abs(TensorPrimitives.MaxMagnitude<float>(values)) <= (float)Half.MaxValue;
        return new SafetensorsTensor(name, parameter.Shape, values) { StoredAs = isHalf ? SafetensorsType.Float16 : SafetensorsType.Float32 };
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="device">Device of the network.</param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of another format, or its weights do not fit its plan.</exception>
    public static SegmentationModel Read(string path, Device device)
    {
        SafetensorsContent content = SafetensorsFile.Read(path);
        if (content.Metadata.GetValueOrDefault(FormatKey) != Format)
        {
            throw new InvalidDataException($"{path}: expected a DeepSlice model of format {Format}, got another file; give the model.safetensors of a training run");
        }

        RegionCatalog catalog = Part<RegionCatalog>(path, content, "catalog");
        SegmentationModel? whole = content.Metadata.ContainsKey(WholePrefix + "plan") ? ReadPart(path, content, WholePrefix, catalog, device) : null;
        try
        {
            SegmentationModel model = ReadPart(path, content, "", catalog, device);
            return model.Patches is { } patches ? model with { Patches = patches with { Whole = whole } } : model;
        }
        catch
        {
            whole?.Dispose();
            throw;
        }
    }

    private static SegmentationModel ReadPart(string path, SafetensorsContent content, string prefix, RegionCatalog catalog, Device device)
    {
        NetworkPlan plan = Part<NetworkPlan>(path, content, prefix + "plan");
        CheckPlan(path, content, prefix, plan, catalog);
        Network network = Network.Declare(plan);
        try
        {
            CheckShapes(path, content, prefix, network.Weights);
            (Preprocessing preprocessing, ModelProvenance provenance) = Origin(path, content, prefix);
            network.Weights.Allocate(device);
            foreach (Parameter parameter in network.Weights.All)
            {
                parameter.Value.Write(content.Tensors[prefix + parameter.Name].Values.Span);
            }

            return new SegmentationModel
            {
                Plan = plan,
                Catalog = catalog,
                Normalization = Part<IntensityNormalization>(path, content, prefix + "normalization"),
                Temperature = TemperatureOf(path, content, prefix),
                Flags = content.Metadata.ContainsKey(prefix + FlagsKey) ? Part<FlagThresholds>(path, content, prefix + FlagsKey) : new FlagThresholds(),
                TissueLength = content.Metadata.ContainsKey(prefix + TissueLengthKey) ? TissueLengthOf(path, content, prefix) : null,
                Preprocessing = preprocessing,
                Provenance = provenance,
                Patches = content.Metadata.ContainsKey(prefix + PatchesKey) ? Part<PatchStage>(path, content, prefix + PatchesKey) : null,
                Network = network,
            };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static void CheckPlan(string path, SafetensorsContent content, string prefix, NetworkPlan plan, RegionCatalog catalog)
    {
        if (catalog.Count != plan.RegionCount)
        {
            throw new InvalidDataException($"{path}: expected the plan's {plan.RegionCount} regions in the catalogue, got {catalog.Count}; the file is damaged");
        }

        if (plan.Damage && prefix.Length > 0)
        {
            throw new InvalidDataException($"{path}: expected a whole-slice network without an output of damage in a cascade, got one with it; the file is damaged");
        }

        bool hasWhole = content.Metadata.ContainsKey(WholePrefix + "plan");
        int context = prefix.Length == 0 && hasWhole ? catalog.Count : 0;
        if (plan.ContextPlanes != context || (hasWhole && !content.Metadata.ContainsKey(PatchesKey)))
        {
            throw new InvalidDataException(
                $"{path}: expected {context} context planes {(hasWhole ? "with a" : "without a")} whole-slice network, got {plan.ContextPlanes}; the file is damaged");
        }
    }

    // Checked before memory is allocated: a hostile plan must not request more than the file holds.
    private static void CheckShapes(string path, SafetensorsContent content, string prefix, NetworkWeights weights)
    {
        foreach (Parameter parameter in weights.All)
        {
            string name = prefix + parameter.Name;
            if (!content.Tensors.TryGetValue(name, out SafetensorsTensor? tensor))
            {
                throw new InvalidDataException($"{path}: expected weights '{name}', got none; the file is damaged or of another version");
            }

            if (!tensor.Shape.SequenceEqual(parameter.Shape))
            {
                throw new InvalidDataException(
                    $"{path}: expected shape [{string.Join(", ", parameter.Shape)}] of '{name}', got [{string.Join(", ", tensor.Shape)}]; the file is damaged");
            }
        }
    }

    private static double TissueLengthOf(string path, SafetensorsContent content, string prefix)
    {
        double length = Part<double>(path, content, prefix + TissueLengthKey);
        return length is >= 8 and <= 4096
            ? length
            : throw new InvalidDataException(FormattableString.Invariant($"{path}: expected a length of tissue of 8 to 4096 pixels, got {length}; the file is damaged, copy it again"));
    }

    // Earlier versions stated binning and pixel size in the provenance, and nothing else of the preprocessing.
    private static (Preprocessing Preprocessing, ModelProvenance Provenance) Origin(string path, SafetensorsContent content, string prefix)
    {
        if (content.Metadata.ContainsKey(prefix + PreprocessingKey))
        {
            return (Part<Preprocessing>(path, content, prefix + PreprocessingKey), Part<ModelProvenance>(path, content, prefix + ProvenanceKey));
        }

        JsonObject provenance = Part<JsonObject>(path, content, prefix + ProvenanceKey);
        var preprocessing = new JsonObject();
        foreach (string key in (string[])["binning", "micrometresPerPixel"])
        {
            preprocessing[key] = provenance[key]?.DeepClone();
            provenance.Remove(key);
        }

        return (Part<Preprocessing>(path, prefix + ProvenanceKey, preprocessing.ToJsonString()), Part<ModelProvenance>(path, prefix + ProvenanceKey, provenance.ToJsonString()));
    }

    private static double TemperatureOf(string path, SafetensorsContent content, string prefix)
    {
        double temperature = Part<double>(path, content, prefix + "temperature");
        return temperature > 0 && double.IsFinite(temperature)
            ? temperature
            : throw new InvalidDataException($"{path}: expected a temperature greater than 0, got {temperature}; the file is damaged");
    }

    private static T Part<T>(string path, SafetensorsContent content, string key) => Part<T>(path, key, content.Metadata.GetValueOrDefault(key) ?? "null");

    private static T Part<T>(string path, string key, string json)
    {
        return json == "null"
            ? throw new InvalidDataException($"{path}: expected {key} in the model's metadata, got none; the file is damaged, train again or copy it again")
            : JsonText.Parse<T>($"{path}: {key} in the model's metadata", json, JsonFormat.Compact, "the file is damaged, or of a later version; train again, or copy it again");
    }
}
