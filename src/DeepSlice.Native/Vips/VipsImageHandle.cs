using System.Runtime.InteropServices;

namespace DeepSlice.Native.Vips;

/// <summary>Owns one native image.</summary>
internal sealed class VipsImageHandle : SafeHandle
{
    public VipsImageHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => VipsNative.Release(handle) == 0;
}
