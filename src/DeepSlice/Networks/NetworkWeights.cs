using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>All values of a network in three blocks of memory: parameters, gradients and running statistics.</summary>
/// <remarks>
/// With one block each, an optimiser step, a moving average and a checkpoint are a few operators on one tensor, whatever the number
/// of layers. Parameters with weight decay come first.
/// </remarks>
internal sealed class NetworkWeights : IDisposable
{
    // Parameters are aligned to cache lines for vector instructions.
    private const int Alignment = 16;
    private readonly List<Parameter> _decaying = [];
    private readonly List<Parameter> _steady = [];
    private readonly List<Parameter> _statistics = [];
    private readonly List<Tensor> _owned = [];

    /// <summary>Learned parameters, those with weight decay first.</summary>
    public IEnumerable<Parameter> Learned => _decaying.Concat(_steady);

    /// <summary>Running statistics of normalisation layers.</summary>
    public IReadOnlyList<Parameter> Statistics => _statistics;

    /// <summary>Learned parameters and running statistics: the contents of a model file.</summary>
    public IEnumerable<Parameter> All => Learned.Concat(_statistics);

    /// <summary>Block of learned parameters, with padding between them.</summary>
    public Tensor Values => Block(0);

    /// <summary>First part of <see cref="Values"/>: parameters with weight decay.</summary>
    public Tensor DecayingValues => Block(1);

    /// <summary>Block of gradients, in the order of <see cref="Values"/>.</summary>
    public Tensor Gradients => Block(2);

    /// <summary>Block of running statistics.</summary>
    public Tensor StatisticValues => Block(3);

    /// <summary>Declares a convolution weight: learned, with weight decay.</summary>
    /// <param name="name">Dotted path.</param>
    /// <param name="initialization">Initial values.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public Parameter Weight(string name, Initialization initialization, params long[] shape) => Declare(_decaying, name, initialization, shape);

    /// <summary>Declares a gain or bias: learned, without weight decay.</summary>
    /// <param name="name">Dotted path.</param>
    /// <param name="initialization">Initial values.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public Parameter Bias(string name, Initialization initialization, params long[] shape) => Declare(_steady, name, initialization, shape);

    /// <summary>Declares a running statistic.</summary>
    /// <param name="name">Dotted path.</param>
    /// <param name="initialization">Initial values.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    public Parameter Statistic(string name, Initialization initialization, params long[] shape) => Declare(_statistics, name, initialization, shape);

    /// <summary>Allocates memory for all declared parameters, filled with zeros.</summary>
    /// <param name="device">Device of the network.</param>
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

    /// <summary>Sets the initial values.</summary>
    /// <param name="random">Random stream; each parameter uses a stream derived from its name.</param>
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
            throw new InvalidOperationException($"expected parameters to be declared before memory is allocated, got {name} after it");
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

    // Kernels have the channels-last layout of the images, so that convolutions reorder neither them nor their gradients.
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
        _owned.Count > 0 ? _owned[place] : throw new InvalidOperationException("expected allocated memory, got none; call Allocate first");

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
