using System.Runtime.InteropServices;

namespace DeepSlice.Native.Torch;

/// <summary>Owns one native tensor.</summary>
internal sealed class TensorHandle : SafeHandle
{
    public TensorHandle()
        : base(0, ownsHandle: true)
    {
    }

    public TensorHandle(nint native)
        : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => TorchInterop.Free(handle) == 0;
}
