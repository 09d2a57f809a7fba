namespace DeepSlice.Native.Torch;

/// <summary>Enables autocast of convolutions and matrix products on this thread within its scope.</summary>
internal readonly ref struct AutocastScope : IDisposable
{
    private readonly Device _device;
    private readonly int _before;

    /// <summary>Enables autocast for 16-bit precision, and disables it for the others, also inside another scope.</summary>
    /// <param name="precision">Precision to compute in.</param>
    /// <param name="device">Where the computation runs.</param>
    public AutocastScope(Precision precision, Device device)
    {
        _device = device;
        _before = Set(precision == Precision.BFloat16 ? 1 : 0);
    }

    /// <summary>Restores the earlier setting.</summary>
    public void Dispose() => Set(_before);

    private int Set(int enabled)
    {
        TorchInterop.Check(
            TorchInterop.SetAutocast(enabled, (int)TensorType.BFloat16, _device.IsCuda ? 1 : 0, out int before), "autocast");
        return before;
    }
}
