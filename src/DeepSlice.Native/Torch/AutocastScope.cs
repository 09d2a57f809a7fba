namespace DeepSlice.Native.Torch;

/// <summary>Lets convolutions and matrix products on this thread compute in fewer bits while it is open.</summary>
public readonly ref struct AutocastScope : IDisposable
{
    private readonly Precision _precision;
    private readonly Device _device;

    /// <summary>Switches to a precision; 32 bits changes nothing.</summary>
    /// <param name="precision">Precision to compute in.</param>
    /// <param name="device">Where the computation runs.</param>
    public AutocastScope(Precision precision, Device device)
    {
        _precision = precision;
        _device = device;
        Set(enabled: true);
    }

    /// <summary>Back to 32 bits.</summary>
    public void Dispose() => Set(enabled: false);

    private void Set(bool enabled)
    {
        if (_precision != Precision.Float32)
        {
            TorchInterop.Check(
                TorchInterop.SetAutocast(enabled ? 1 : 0, (int)TensorType.BFloat16, _device.IsCuda ? 1 : 0),
                "autocast");
        }
    }
}
