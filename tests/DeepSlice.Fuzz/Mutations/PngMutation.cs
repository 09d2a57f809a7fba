using System.Buffers.Binary;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes, repeats, removes and exchanges the chunks of a PNG, with valid checksums; or any bytes.</summary>
internal static class PngMutation
{
    private const int Signature = 8;

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        List<byte[]> chunks = Chunks(input);
        if (chunks.Count < 2 || random.Next(4) == 0)
        {
            return ByteMutation.Mutate(input, other, random);
        }

        for (int change = 1 + random.Next(3); change > 0; change--)
        {
            int place = random.Next(chunks.Count);
            switch (random.Next(6))
            {
                case 0:
                    chunks.Insert(place, chunks[random.Next(chunks.Count)]);
                    break;
                case 1 when chunks.Count > 1:
                    chunks.RemoveAt(place);
                    break;
                case 2 when Chunks(other) is { Count: > 0 } donors:
                    chunks.Insert(place, donors[random.Next(donors.Count)]);
                    break;
                default:
                    byte[] body = ByteMutation.Mutate(chunks[place][4..], [], random);
                    chunks[place] = [.. chunks[place][..4], .. body];
                    break;
            }
        }

        return [.. input[..Signature], .. chunks.SelectMany(Sealed)];
    }

    /// <summary>The name and content of each chunk.</summary>
    private static List<byte[]> Chunks(byte[] file)
    {
        var chunks = new List<byte[]>();
        for (int at = Signature; at <= file.Length - 12;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12)
            {
                break;
            }

            chunks.Add(file[(at + 4)..(at + 8 + length)]);
            at += 12 + length;
        }

        return chunks;
    }

    private static byte[] Sealed(byte[] chunk)
    {
        var bytes = new byte[chunk.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, chunk.Length - 4);
        chunk.CopyTo(bytes, 4);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(chunk.Length + 4), Checksum(chunk));
        return bytes;
    }

    private static uint Checksum(byte[] bytes)
    {
        uint sum = 0xffffffff;
        foreach (byte next in bytes)
        {
            sum ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xedb88320);
            }
        }

        return ~sum;
    }
}
