using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>A named array of a network: learned weights, or running statistics.</summary>
/// <param name="name">Dotted path, for example <c>encoder.0.first.weight</c>.</param>
/// <param name="shape">Sizes, outermost first.</param>
/// <param name="initialization">Initial values.</param>
internal sealed class Parameter(string name, long[] shape, Initialization initialization)
{
    private Tensor? _value;

    /// <summary>Dotted path, unique in the network.</summary>
    public string Name { get; } = name;

    /// <summary>Sizes, outermost first.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>Initial values.</summary>
    public Initialization Initialization { get; } = initialization;

    /// <summary>Number of values.</summary>
    public int Count { get; } = checked((int)shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>The values, a view into the network's block of memory.</summary>
    /// <exception cref="InvalidOperationException">The network's memory is not allocated yet.</exception>
    public Tensor Value
    {
        get => _value ?? throw new InvalidOperationException($"expected allocated memory, got none for parameter {Name}");
        internal set => _value = value;
    }
}
