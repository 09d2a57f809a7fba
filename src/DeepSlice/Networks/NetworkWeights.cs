using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>All numbers of a network in three blocks of memory: learned values, their gradients, and running statistics.</summary>
/// <remarks>
/// One block each, so that an optimiser step, an average over steps and a checkpoint are a few operators on one tensor, however
/// many layers there are. Weights that decay come first.
/// </remarks>
public sealed class NetworkWeights : IDisposable
{
    // Every parameter starts on a cache line, as vector instructions like it.
    private const int Alignment = 16;
    private readonly List<Parameter> _decaying = [];
    private readonly List<Parameter> _steady = [];
    private readonly List<Parameter> _statistics = [];
    private readonly List<Tensor> _owned = [];

    /// <summary>Learned parameters, those that decay first.</summary>
    public IEnumerable<Parameter> Learned => _decaying.Concat(_steady);

    /// <summary>Running statistics of normalisation layers.</summary>
    public IReadOnlyList<Parameter> Statistics => _statistics;

    /// <summary>Learned and statistic parameters: everything a model file holds.</summary>
    public IEnumerable<Parameter> All => Learned.Concat(_statistics);

    /// <summary>Block of learned values, padded between parameters.</summary>
    public Tensor Values => Block(0);

    /// <summary>The first part of <see cref="Values"/>: weights that weight decay pulls towards 0.</summary>
    public Tensor DecayingValues => Block(1);

    /// <summary>Block of gradients in the order of <see cref="Values"/>.</summary>
    public Tensor Gradients => Block(2);

    /// <summary>Block of running statistics.</summary>
    public Tensor StatisticValues => Block(3);

    /// <summary>Declares a weight of a convolution: learned, and pulled towards 0 by weight decay.</summary>
    /// <param name="name">Dotted path.</param>
    /// <param name="initialization">How it starts.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public Parameter Weight(string name, Initialization initialization, params long[] shape) => Declare(_decaying, name, initialization, shape);

    /// <summary>Declares a gain or shift: learned, not decayed.</summary>
    /// <param name="name">Dotted path.</param>
    /// <param name="initialization">How it starts.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public Parameter Bias(string name, Initialization initialization, params long[] shape) => Declare(_steady, name, initialization, shape);

    /// <summary>Declares a running statistic.</summary>
    /// <param name="name">Dotted path.</param>
    /// <param name="initialization">How it starts.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public Parameter Statistic(string name, Initialization initialization, params long[] shape) => Declare(_statistics, name, initialization, shape);

    /// <summary>Takes memory for everything declared, filled with zeros.</summary>
    /// <param name="device">Where the network computes.</param>
    public void Allocate(Device device)
    {
        int decaying = Extent(_decaying);
        int learned = decaying + Extent(_steady);
        _owned.Add(Tensor.Zeros(TensorType.Float32, device, learned));
        _owned.Add(Aten.Narrow(_owned[0], 0, 0, decaying));
        _owned.Add(Tensor.Zeros(TensorType.Float32, device, learned));
        _owned.Add(Tensor.Zeros(TensorType.Float32, device, Math.Max(1, Extent(_statistics))));
        Place(Learned, Values, Gradients);
        Place(_statistics, StatisticValues, null);
    }

    /// <summary>Sets the starting values.</summary>
    /// <param name="random">Each parameter draws from a stream of its own name.</param>
    public void Initialize(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (Parameter parameter in All)
        {
            parameter.Value.Write<float>(StartingValues(parameter, random.Derive(parameter.Name)));
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _owned)
        {
            tensor.Dispose();
        }
    }

    private static int Extent(IEnumerable<Parameter> parameters) => parameters.Sum(parameter => Aligned(parameter.Count));

    private static int Aligned(int count) => (count + Alignment - 1) / Alignment * Alignment;

    private Parameter Declare(List<Parameter> kind, string name, Initialization initialization, long[] shape)
    {
        if (_owned.Count > 0)
        {
            throw new InvalidOperationException($"parameter {name} was declared after the network's memory was allocated");
        }

        var parameter = new Parameter(name, shape, initialization);
        kind.Add(parameter);
        return parameter;
    }

    private void Place(IEnumerable<Parameter> parameters, Tensor values, Tensor? gradients)
    {
        int offset = 0;
        foreach (Parameter parameter in parameters)
        {
            long[] shape = [.. parameter.Shape];
            Tensor value = Part(values, offset, parameter.Count, shape);
            if (gradients is not null)
            {
                value = Own(value.AsParameter(Part(gradients, offset, parameter.Count, shape)));
            }

            parameter.Value = value;
            offset += Aligned(parameter.Count);
        }
    }

    // Kernels lie in memory as the images do, channels innermost: convolutions then neither reorder them nor their gradients.
    private Tensor Part(Tensor block, int offset, int count, long[] shape)
    {
        Tensor part = Own(Aten.Narrow(block, 0, offset, count));
        return shape is [long outputs, long inputs, long height, long width]
            ? Own(Aten.Permute(Own(Aten.View(part, outputs, height, width, inputs)), 0, 3, 1, 2))
            : Own(Aten.View(part, shape));
    }

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }

    private Tensor Block(int place) =>
        _owned.Count > 0 ? _owned[place] : throw new InvalidOperationException("the network's memory has not been allocated yet");

    private static float[] StartingValues(Parameter parameter, RandomStream random)
    {
        var values = new float[parameter.Count];
        for (int i = 0; i < values.Length; i++)
        {
            double deviation = parameter.Initialization.Deviation;
            values[i] = (float)(parameter.Initialization.Mean + (deviation == 0 ? 0 : deviation * random.Normal()));
        }

        return values;
    }
}
