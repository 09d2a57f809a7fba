using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Export.TorchScript;

/// <summary>Writes a model as a TorchScript archive, which <c>torch.jit.load</c> of PyTorch 1.13 and later opens.</summary>
internal static class TorchScriptFile
{
    /// <summary>Writes a model atomically.</summary>
    /// <param name="path">File to create or replace.</param>
    /// <param name="model">The model; the length of its tissue is part of the description only.</param>
    /// <param name="description">Description of the model.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, SegmentationModel model, ModelDescription description)
    {
        using var scope = new TensorScope();
        var source = TorchScriptSource.Of(model);
        (string Name, Tensor Tensor)[] tensors =
        [
            .. source.Convolutions.SelectMany(named => ((string, Tensor)[])
            [
                ($"{named.Name}_weight", Tensor.From<float>(named.Convolution.Weight, [.. named.Convolution.Shape])),
                ($"{named.Name}_bias", Tensor.From<float>(named.Convolution.Bias, named.Convolution.Bias.Length)),
            ]),
        ];
        OutputFile.Write(path, temporary => ScriptModule.Save(temporary, source.Text, tensors, (ModelDescription.Key, description.ToJson())));
    }
}
