using DeepSlice.Export;
using DeepSlice.Export.BioImage;
using DeepSlice.Export.Onnx;
using DeepSlice.Export.TorchScript;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Workflows;

/// <summary>Writes a model in the formats of other programs.</summary>
internal static class ModelExport
{
    /// <summary>Exports a model.</summary>
    /// <param name="modelFile">The model, as <see cref="ModelPath.Find"/> finds it.</param>
    /// <param name="options">The files to write.</param>
    /// <returns>What the files contain.</returns>
    /// <exception cref="ArgumentException">A package needs authors and a licence that are not known.</exception>
    /// <exception cref="InvalidDataException">The model cannot be read, or cannot be expressed as one graph.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static ModelDescription Run(string modelFile, ModelExportOptions options)
    {
        using SegmentationModel model = ModelFile.Read(modelFile, Device.Cpu);
        RequireOneGraph(modelFile, model);
        ModelCredits? credits = options.BioImage is null ? null : CreditsOf(modelFile, options);
        var description = ModelDescription.Of(ModelPath.NameOf(modelFile), model);
        if (options.Onnx is { } onnx)
        {
            OnnxFile.Write(onnx, model, description);
        }

        if (options.TorchScript is { } torchScript)
        {
            TorchScriptFile.Write(torchScript, model, description);
        }

        if (credits is not null)
        {
            BioImagePackage.Write(options.BioImage!, model, description, credits);
        }

        return description;
    }

    private static ModelCredits CreditsOf(string modelFile, ModelExportOptions options)
    {
        ShippedModelDescription? shipped = ShippedModels.NameOf(modelFile) is { } name ? ShippedModels.Describe().Single(model => model.Name == name) : null;
        string[] authors = options.Authors.Count > 0 ? [.. options.Authors] : shipped is null ? [] : ["DeepSlice contributors"];
        string licence = options.Licence ?? shipped?.Licence ?? "";
        if (authors.Length == 0 || licence.Length == 0)
        {
            throw new ArgumentException("expected --author NAME and --license ID for a package of a model of your own, got none; bioimage.io takes no model without them, for example --license CC-BY-4.0", nameof(options));
        }

        return licence.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '+')
            ? new ModelCredits { Authors = authors, Licence = licence, Attribution = shipped?.Attribution ?? "", Use = shipped?.Use ?? "", Scores = shipped?.Scores ?? "" }
            : throw new ArgumentException($"expected the SPDX identifier of a licence, as CC-BY-4.0 or MIT, got '{licence}'; see https://spdx.org/licenses", nameof(options));
    }

    private static void RequireOneGraph(string modelFile, SegmentationModel model)
    {
        if (model.Patches is not null && (model.TissueLength ?? model.Patches.Whole?.TissueLength) is double length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{modelFile}: expected a model that resamples whole slices only, got a patch network behind a tissue length of {length} pixels, which is not one graph; export its whole-slice network, whole/model.safetensors of the training run"));
        }
    }
}
