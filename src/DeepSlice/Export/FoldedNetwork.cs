using DeepSlice.Networks;

namespace DeepSlice.Export;

/// <summary>The convolutions of a model's network for inference: batch normalisation and temperature are part of the weights. The output of damage is left out.</summary>
internal sealed class FoldedNetwork
{
    private const double Epsilon = 1e-5; // as of the batch normalisation in training
    private const string Head = "head";

    private readonly Dictionary<string, FoldedConvolution> _convolutions;

    private FoldedNetwork(NetworkPlan plan, Dictionary<string, FoldedConvolution> convolutions)
    {
        Plan = plan;
        _convolutions = convolutions;
    }

    /// <summary>Structure of the network.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>Names of all convolutions, such as <c>encoder.0.first</c> and <c>head</c>.</summary>
    public IEnumerable<string> Names => _convolutions.Keys;

    /// <summary>The last convolution, whose results are the logits divided by the temperature.</summary>
    public FoldedConvolution Last => _convolutions[Head];

    /// <summary>The convolution of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public FoldedConvolution this[string name] => _convolutions[name];

    /// <summary>Folds the network of a model; not that of its whole-slice network.</summary>
    /// <param name="model">The model.</param>
    public static FoldedNetwork Of(SegmentationModel model)
    {
        Dictionary<string, Parameter> parameters = model.Network.Weights.All.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var convolutions = new Dictionary<string, FoldedConvolution>(StringComparer.Ordinal);
        foreach (Parameter weight in parameters.Values.Where(parameter => parameter.Shape.Count == 4 && !Network.IsDamage(parameter.Name)))
        {
            string name = weight.Name[..^".weight".Length];
            convolutions.Add(name, Network.IsHead(weight.Name)
                ? Scaled(weight, Values("bias"), 1 / model.Temperature)
                : Folded(weight, Values("gain"), Values("shift"), Values("mean"), Values("variance")));

            float[] Values(string part) => parameters[$"{name}.{part}"].Value.ToArray<float>();
        }

        return new FoldedNetwork(model.Plan, convolutions);
    }

    private static FoldedConvolution Scaled(Parameter weight, float[] bias, double factor) => new(
        weight.Shape,
        Array.ConvertAll(weight.Value.ToArray<float>(), value => (float)(value * factor)),
        Array.ConvertAll(bias, value => (float)(value * factor)));

    private static FoldedConvolution Folded(Parameter weight, float[] gain, float[] shift, float[] mean, float[] variance)
    {
        float[] weights = weight.Value.ToArray<float>();
        var bias = new float[gain.Length];
        int each = weights.Length / gain.Length;
        for (int output = 0; output < gain.Length; output++)
        {
            double factor = gain[output] / Math.Sqrt(variance[output] + Epsilon);
            bias[output] = (float)(shift[output] - (mean[output] * factor));
            foreach (ref float value in weights.AsSpan(output * each, each))
            {
                value = (float)(value * factor);
            }
        }

        return new FoldedConvolution(weight.Shape, weights, bias);
    }
}
