using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>A named array of a network: learned weights, or running statistics.</summary>
/// <param name="name">Dotted path, as <c>encoder.0.first.weight</c>.</param>
/// <param name="shape">Sizes, outermost first.</param>
/// <param name="initialization">How the values start.</param>
public sealed class Parameter(string name, long[] shape, Initialization initialization)
{
    private Tensor? _value;

    /// <summary>Dotted path, unique in the network.</summary>
    public string Name { get; } = name;

    /// <summary>Sizes, outermost first.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>How the values start.</summary>
    public Initialization Initialization { get; } = initialization;

    /// <summary>Number of values.</summary>
    public int Count { get; } = checked((int)shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>The values: a part of the network's one block of memory.</summary>
    /// <exception cref="InvalidOperationException">The network's memory has not been allocated yet.</exception>
    public Tensor Value
    {
        get => _value ?? throw new InvalidOperationException($"parameter {Name} has no memory yet");
        internal set => _value = value;
    }
}
