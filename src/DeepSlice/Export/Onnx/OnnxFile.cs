using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Networks;
using Google.Protobuf;

namespace DeepSlice.Export.Onnx;

/// <summary>Writes a model as an ONNX file: images to probabilities, free in batch, height and width.</summary>
internal static class OnnxFile
{
    /// <summary>Version of the operators: the latest one that the readers of the field have in common.</summary>
    public const int OperatorSet = 17;

    private const int FormatVersion = 8;

    /// <summary>Writes a model atomically.</summary>
    /// <param name="path">File to create or replace.</param>
    /// <param name="model">The model; the length of its tissue is part of the description only.</param>
    /// <param name="description">Description of the model.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, SegmentationModel model, ModelDescription description)
    {
        var graph = new OnnxGraphBuilder();
        string images = graph.Input("image", ["batch", "1", "height", "width"], description.Input);
        string probabilities = new OnnxNetwork(graph).Add(model, images);
        var file = new OnnxModel
        {
            IrVersion = FormatVersion,
            ProducerName = "DeepSlice",
            ProducerVersion = description.Version,
            DocString = description.ToWords(),
            Graph = graph.Build(probabilities, "probabilities", ["batch", model.Catalog.Count.ToString(CultureInfo.InvariantCulture), "height", "width"], description.Output),
            OpsetImport = { new OnnxOperatorSet { Version = OperatorSet } },
            MetadataProps = { new OnnxEntry { Key = ModelDescription.Key, Value = description.ToJson() } },
        };
        OutputFile.WriteBytes(path, file.ToByteArray());
    }
}
