using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DeepSlice.Slices;

/// <summary>Hashes slices, to check that a stored result belongs to them.</summary>
internal static class SliceHash
{
    /// <summary>Adds the id, the size and all pixels of image and annotation.</summary>
    public static void Append(IncrementalHash hash, Slice slice)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{slice.Id} {slice.Image.Size}\n")));
        hash.AppendData(MemoryMarshal.AsBytes(slice.Image.Pixels));
        hash.AppendData(slice.Regions!.Indices.Pixels);
        if (slice.Damage is { } damage)
        {
            hash.AppendData(damage.Pixels);
        }
    }
}
