namespace DeepSlice.Native.Torch;

/// <summary>Disables the recording of operations for gradients on this thread within its scope.</summary>
internal readonly ref struct NoGradientScope : IDisposable
{
    private readonly int _before;

    /// <summary>Disables recording.</summary>
    public NoGradientScope() => _before = Set(0);

    /// <summary>Restores the earlier setting.</summary>
    public void Dispose() => Set(_before);

    private static int Set(int enabled)
    {
        TorchInterop.Check(TorchInterop.SetGradients(enabled, out int before), "set_grad_enabled");
        return before;
    }
}
