using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeepSlice.Imaging;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Export;

/// <summary>What a program that applies an exported model must know, as JSON in the file: regions, preprocessing, scale, and what the graph does not do.</summary>
internal sealed record ModelDescription
{
    /// <summary>Name of the JSON in the metadata of an exported file.</summary>
    public const string Key = "deepslice.json";

    /// <summary>Smallest side of an image, in pixels.</summary>
    public const int SmallestSide = 32;

    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the program that exported it.</summary>
    public string Version { get; init; } = ProgramVersion.Text;

    /// <summary>What an image must be.</summary>
    public required string Input { get; init; }

    /// <summary>What the result is.</summary>
    public required string Output { get; init; }

    /// <summary>Which networks the model has.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>Regions in the order of the output's channels.</summary>
    public required RegionCatalog Regions { get; init; }

    /// <summary>What was done to the images of the training: channel, binning, background.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Length that the tissue must have, in pixels; null if the scale is that of the preprocessing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TissueLengthPixels { get; init; }

    /// <summary>Side of a pixel in micrometres; null if unknown, or if the length of the tissue decides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MicrometresPerPixel { get; init; }

    /// <summary>Training slices and score, as text.</summary>
    public required string Origin { get; init; }

    /// <summary>Describes a model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model.</param>
    public static ModelDescription Of(string name, SegmentationModel model) => new()
    {
        Name = name,
        Input = InputWords(model),
        Output = $"Probabilities 0 … 1 of {model.Catalog.Count} regions ({model.Catalog.Keys}) in the pixels of the input, float32, (batch, {model.Catalog.Count}, height, width); they sum to 1.",
        Configuration = model.Configuration,
        Regions = model.Catalog,
        Preprocessing = model.Preprocessing,
        TissueLengthPixels = model.TissueLength,
        MicrometresPerPixel = model.Preprocessing.MicrometresPerWorkingPixel,
        Origin = model.Provenance.ToWords(model.Preprocessing.Binning),
    };

    /// <summary>The description as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonFormat.Readable);

    /// <summary>The description as a few sentences.</summary>
    public string ToWords() => $"{Name}: regions of brain slices, {Origin}. Input: {Input} Output: {Output}";

    private static string InputWords(SegmentationModel model) =>
        $"One channel of a whole slice, tissue brighter than the background, grey values in any unit, float32, (batch, 1, height, width), {SmallestSide} pixels a side or more; {ScaleWords(model)}. "
        + "Not tiles: the levels of background and tissue are measured over the whole image. Zeros count as background: cut off a frame of zeros around a background that is not zero.";

    private static string ScaleWords(SegmentationModel model)
    {
        if (model.TissueLength is double length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"resample it so that the tissue (its largest Feret diameter) is {length:0.#} pixels long");
        }

        TissueLengths tissue = model.Tissue;
        string pixel = model.Preprocessing.MicrometresPerWorkingPixel is double side ? string.Create(CultureInfo.InvariantCulture, $" to pixels of {side:0.###} µm") : "";
        return string.Create(CultureInfo.InvariantCulture, $"binned{pixel} (by the mean of blocks; by {model.Preprocessing.Binning} in training), so that the tissue is {tissue.Shortest:0} to {tissue.Longest:0} pixels long");
    }
}
