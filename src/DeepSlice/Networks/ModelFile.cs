using System.Numerics.Tensors;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Slices;

namespace DeepSlice.Networks;

/// <summary>A model in one safetensors file: weights as tensors; plan, catalogue, normalisation and provenance as JSON in its metadata.</summary>
/// <remarks>
/// Kernels of convolutions are kept in 16 bits, which halves the file and changes hardly a pixel of what is predicted; biases and what
/// normalisation needs, which are few, in 32.
/// </remarks>
public static class ModelFile
{
    private const string FormatKey = "deepslice.format";
    private const string Format = "1";

    /// <summary>Writes a model, under a temporary name first.</summary>
    /// <param name="path">File to make or replace.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, SegmentationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = Format,
            ["plan"] = JsonSerializer.Serialize(model.Plan, JsonFormat.Compact),
            ["catalog"] = JsonSerializer.Serialize(model.Catalog, JsonFormat.Compact),
            ["normalization"] = JsonSerializer.Serialize(model.Normalization, JsonFormat.Compact),
            ["temperature"] = JsonSerializer.Serialize(model.Temperature, JsonFormat.Compact),
            ["provenance"] = JsonSerializer.Serialize(model.Provenance, JsonFormat.Compact),
        };
        SafetensorsFile.Write(path, [.. model.Network.Weights.All.Select(Stored)], metadata);
    }

    // A kernel of numbers beyond 16 bits, as a training that went astray may leave it, is kept as it is.
    private static SafetensorsTensor Stored(Parameter parameter)
    {
        float[] values = parameter.Value.ToArray<float>();
        bool isHalf = parameter.Shape.Count == 4 && Math.Abs(TensorPrimitives.MaxMagnitude<float>(values)) <= (float)Half.MaxValue;
        return new SafetensorsTensor(parameter.Name, parameter.Shape, values) { StoredAs = isHalf ? SafetensorsType.Float16 : SafetensorsType.Float32 };
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="device">Where the network will compute.</param>
    /// <returns>A model the caller disposes of.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of another format, or its weights do not fit its plan.</exception>
    public static SegmentationModel Read(string path, Device device)
    {
        SafetensorsContent content = SafetensorsFile.Read(path);
        if (content.Metadata.GetValueOrDefault(FormatKey) != Format)
        {
            throw new InvalidDataException($"{path}: found no DeepSlice model of format {Format}; give the model.safetensors of a training run");
        }

        NetworkPlan plan = Part<NetworkPlan>(path, content, "plan");
        RegionCatalog catalog = Part<RegionCatalog>(path, content, "catalog");
        if (catalog.Count != plan.RegionCount)
        {
            throw new InvalidDataException($"{path}: found {catalog.Count} regions in the catalogue and {plan.RegionCount} in the plan; the file is damaged");
        }

        Network network = Network.Declare(plan);
        try
        {
            CheckShapes(path, content, network.Weights);
            network.Weights.Allocate(device);
            foreach (Parameter parameter in network.Weights.All)
            {
                parameter.Value.Write(content.Tensors[parameter.Name].Values.Span);
            }

            return new SegmentationModel
            {
                Plan = plan,
                Catalog = catalog,
                Normalization = Part<IntensityNormalization>(path, content, "normalization"),
                Temperature = TemperatureOf(path, content),
                Provenance = Part<ModelProvenance>(path, content, "provenance"),
                Network = network,
            };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    // Before memory is taken for the network: a hostile plan must not ask for more than the file itself holds.
    private static void CheckShapes(string path, SafetensorsContent content, NetworkWeights weights)
    {
        foreach (Parameter parameter in weights.All)
        {
            if (!content.Tensors.TryGetValue(parameter.Name, out SafetensorsTensor? tensor))
            {
                throw new InvalidDataException($"{path}: the weights '{parameter.Name}' are missing; the file is damaged or of another version");
            }

            if (!tensor.Shape.SequenceEqual(parameter.Shape))
            {
                throw new InvalidDataException(
                    $"{path}: found shape [{string.Join(", ", tensor.Shape)}] of '{parameter.Name}', the plan needs [{string.Join(", ", parameter.Shape)}]; the file is damaged");
            }
        }
    }

    private static double TemperatureOf(string path, SafetensorsContent content)
    {
        double temperature = Part<double>(path, content, "temperature");
        return temperature > 0 && double.IsFinite(temperature)
            ? temperature
            : throw new InvalidDataException($"{path}: found a temperature of {temperature}, it must be greater than 0; the file is damaged");
    }

    private static T Part<T>(string path, SafetensorsContent content, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content.Metadata.GetValueOrDefault(key) ?? "null", JsonFormat.Compact)
                ?? throw new InvalidDataException($"{path}: the {key} is missing from the model's metadata; the file is damaged");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{path}: the {key} in the model's metadata cannot be read: {error.Message}", error);
        }
    }
}
