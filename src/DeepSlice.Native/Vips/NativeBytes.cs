using System.Buffers;

namespace DeepSlice.Native.Vips;

/// <summary>Bytes of native memory that several threads may read while their owner waits.</summary>
internal sealed unsafe class NativeBytes(byte* bytes, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(bytes, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(bytes + elementIndex);

    public override void Unpin()
    {
        // The memory does not move.
    }

    protected override void Dispose(bool disposing)
    {
        // The memory is its owner's.
    }
}
