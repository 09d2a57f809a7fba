namespace DeepSlice.Native.Torch;

/// <summary>Switches the recording of operations for gradients off on this thread while it is open.</summary>
public readonly ref struct NoGradientScope : IDisposable
{
    private readonly int _before;

    /// <summary>Switches recording off.</summary>
    public NoGradientScope() => _before = TorchInterop.SetGradients(0);

    /// <summary>Restores what was before.</summary>
    public void Dispose() => _ = TorchInterop.SetGradients(_before);
}
