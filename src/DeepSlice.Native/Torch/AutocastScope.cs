namespace DeepSlice.Native.Torch;

/// <summary>Lets convolutions and matrix products on this thread compute in fewer bits while it is open.</summary>
public readonly ref struct AutocastScope : IDisposable
{
    private readonly Device _device;
    private readonly int _before;

    /// <summary>Switches to a precision, also back to 32 bits inside another scope.</summary>
    /// <param name="precision">Precision to compute in.</param>
    /// <param name="device">Where the computation runs.</param>
    public AutocastScope(Precision precision, Device device)
    {
        _device = device;
        _before = Set(precision == Precision.Float32 ? 0 : 1);
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Set(_before);

    private int Set(int enabled)
    {
        TorchInterop.Check(
            TorchInterop.SetAutocast(enabled, (int)TensorType.BFloat16, _device.IsCuda ? 1 : 0, out int before), "autocast");
        return before;
    }
}
