using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace DeepSlice.Export.Onnx;

/// <summary>Puts the nodes of an ONNX graph one after the other; a value is the name of a node's output, of an input or of a constant.</summary>
internal sealed class OnnxGraphBuilder
{
    private readonly OnnxGraph _graph = new() { Name = "deepslice" };
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);

    /// <summary>Adds a node.</summary>
    /// <param name="type">Operator, for example <c>Conv</c>.</param>
    /// <param name="inputs">Its inputs in order; an empty name for one that is omitted.</param>
    /// <returns>Its first output.</returns>
    public string Node(string type, params ReadOnlySpan<string> inputs) => Node(type, inputs, []);

    /// <summary>Adds a node with attributes.</summary>
    /// <param name="type">Operator.</param>
    /// <param name="inputs">Its inputs in order.</param>
    /// <param name="attributes">Attributes: a whole number, whole numbers, or a text.</param>
    /// <param name="outputs">Number of its outputs.</param>
    /// <returns>Its first output.</returns>
    public string Node(string type, ReadOnlySpan<string> inputs, (string Name, object Value)[] attributes, int outputs = 1)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{type.ToLowerInvariant()}_{_graph.Node.Count}");
        var node = new OnnxNode { OpType = type, Name = name };
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        node.Output.Add(name);
        node.Output.AddRange(Enumerable.Range(1, outputs - 1).Select(place => string.Create(CultureInfo.InvariantCulture, $"{name}_{place}")));
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        _graph.Node.Add(node);
        return name;
    }

    /// <summary>A constant of whole numbers, (count).</summary>
    public string Integers(params ReadOnlySpan<long> values) =>
        Constant($"i_{string.Join('_', values.ToArray())}", [values.Length], ElementType.Int64, MemoryMarshal.AsBytes(values));

    /// <summary>A constant of one 32-bit number without axes.</summary>
    public string Number(double value)
    {
        float narrow = (float)value;
        return Constant(string.Create(CultureInfo.InvariantCulture, $"f_{narrow:R}"), [], ElementType.Float, MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in narrow)));
    }

    /// <summary>A constant of one 64-bit number without axes.</summary>
    public string Double(double value) =>
        Constant(string.Create(CultureInfo.InvariantCulture, $"d_{value:R}"), [], ElementType.Double, MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in value)));

    /// <summary>A constant of 32-bit numbers.</summary>
    /// <param name="name">Its name, unique in the graph.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Values in row-major order.</param>
    public string Weights(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) => Constant(name, shape, ElementType.Float, MemoryMarshal.AsBytes(values));

    /// <summary>Adds an input of the graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="axes">Sizes of its axes, or names of sizes that are free.</param>
    /// <param name="description">What it must hold.</param>
    public string Input(string name, string[] axes, string description)
    {
        _graph.Input.Add(Value(name, axes, description));
        return name;
    }

    /// <summary>Finishes the graph.</summary>
    /// <param name="value">The value that is its output.</param>
    /// <param name="name">Name of the output.</param>
    /// <param name="axes">As of <see cref="Input"/>.</param>
    /// <param name="description">What it holds.</param>
    public OnnxGraph Build(string value, string name, string[] axes, string description)
    {
        _graph.Node.Add(new OnnxNode { OpType = "Identity", Name = name, Input = { value }, Output = { name } });
        _graph.Output.Add(Value(name, axes, description));
        return _graph;
    }

    private static OnnxValue Value(string name, string[] axes, string description)
    {
        var shape = new OnnxShape();
        shape.Dim.AddRange(axes.Select(axis => long.TryParse(axis, CultureInfo.InvariantCulture, out long size) ? new OnnxDimension { DimValue = size } : new OnnxDimension { DimParam = axis }));
        return new OnnxValue { Name = name, DocString = description, Type = new OnnxType { TensorType = new OnnxTensorType { ElemType = ElementType.Float, Shape = shape } } };
    }

    private static OnnxAttribute Attribute(string name, object value)
    {
        var attribute = new OnnxAttribute { Name = name };
        switch (value)
        {
            case string text:
                attribute.Type = AttributeType.AttributeString;
                attribute.S = ByteString.CopyFromUtf8(text);
                break;
            case long[] numbers:
                attribute.Type = AttributeType.AttributeInts;
                attribute.Ints.AddRange(numbers);
                break;
            default:
                attribute.Type = AttributeType.AttributeInt;
                attribute.I = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                break;
        }

        return attribute;
    }

    private string Constant(string name, IReadOnlyList<long> shape, ElementType type, ReadOnlySpan<byte> values)
    {
        if (_constants.TryAdd(name, name))
        {
            var tensor = new OnnxTensor { Name = name, DataType = type, RawData = ByteString.CopyFrom(values) };
            tensor.Dims.AddRange(shape);
            _graph.Initializer.Add(tensor);
        }

        return name;
    }
}
