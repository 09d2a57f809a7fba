using System.Security.Cryptography;
using System.Text;

namespace DeepSlice;

/// <summary>UUIDs of version 5, which follow from a name: the same name always has the same one (RFC 9562, section 5.5).</summary>
internal static class NameUuid
{
    /// <summary>The UUID of a name.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="name">The name.</param>
    public static Guid Of(Guid space, string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        Span<byte> input = new byte[16 + text.Length];
        space.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input[16..]);
#pragma warning disable CA5350 // the standard prescribes SHA-1; nothing secret depends on it
        Span<byte> hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
