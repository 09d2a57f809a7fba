namespace DeepSlice.Native.Torch;

/// <summary>An ATen operator, looked up by name once.</summary>
internal sealed class Operator
{
    private readonly Lazy<nint> _native;

    /// <summary>Names an operator; it is looked up at its first use.</summary>
    /// <param name="name">Schema name, for example <c>aten::mean</c>.</param>
    /// <param name="overload">Overload name, for example <c>dim</c>; empty for the default.</param>
    public Operator(string name, string overload = "")
    {
        Name = overload.Length == 0 ? name : $"{name}.{overload}";
        _native = new Lazy<nint>(() =>
        {
            TorchInterop.Check(TorchInterop.FindOperator(name, overload, out nint result), Name);
            return result;
        });
    }

    public string Name { get; }

    public nint Native => _native.Value;
}
