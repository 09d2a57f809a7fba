namespace DeepSlice.Native.Torch;

/// <summary>Enables TF32 in convolutions and matrix products on CUDA devices within its scope, where the precision asks for it.</summary>
/// <remarks>The setting belongs to the process: TF32 is enabled while a scope of <see cref="Precision.Tf32"/> is open on any thread, and disabled otherwise.</remarks>
internal readonly ref struct Tf32Scope : IDisposable
{
    private static readonly Lock s_gate = new();
    private static int s_open;

    private readonly bool _isTf32;

    /// <summary>Enables TF32 for <see cref="Precision.Tf32"/>; changes nothing for the other precisions.</summary>
    /// <param name="precision">Precision to compute in.</param>
    public Tf32Scope(Precision precision)
    {
        _isTf32 = precision == Precision.Tf32;
        Add(1);
    }

    /// <summary>Disables TF32 unless another scope needs it.</summary>
    public void Dispose() => Add(-1);

    private void Add(int change)
    {
        if (_isTf32)
        {
            lock (s_gate)
            {
                s_open += change;
                TorchInterop.Check(TorchInterop.SetTf32(s_open > 0 ? 1 : 0), "tf32");
            }
        }
    }
}
