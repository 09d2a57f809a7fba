using System.Buffers.Binary;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes bytes of any format: bits, numbers, blocks, the end, parts of another input.</summary>
internal static class ByteMutation
{
    private const int Longest = 1 << 20;

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        byte[] bytes = [.. input];
        for (int change = 1 + random.Next(random.Next(4) == 0 ? 8 : 3); change > 0; change--)
        {
            bytes = Change(bytes, other, random);
        }

        return bytes.Length <= Longest ? bytes : bytes[..Longest];
    }

    private static byte[] Change(byte[] bytes, byte[] other, Random random)
    {
        if (bytes.Length == 0)
        {
            return [.. other];
        }

        switch (random.Next(12))
        {
            case 0 or 1:
                bytes[Place(bytes, random)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                bytes[Place(bytes, random)] = (byte)random.Next(256);
                return bytes;
            case 3 or 4 or 5:
                return WithNumber(bytes, random);
            case 6:
                return bytes[..Place(bytes, random)];
            case 7:
                (int start, int length) = Block(bytes, random);
                return [.. bytes[..start], .. bytes[(start + length)..]];
            case 8:
                (start, length) = Block(bytes, random);
                return [.. bytes[..start], .. Enumerable.Repeat(bytes[start..(start + length)], 1 + random.Next(4)).SelectMany(block => block), .. bytes[start..]];
            case 9:
                return Overwritten(bytes, bytes, random);
            case 10:
                return Overwritten(bytes, other, random);
            default:
                int cut = Place(bytes, random);
                return other.Length == 0 ? bytes : [.. bytes[..cut], .. other[Math.Min(random.Next(2) == 0 ? cut : random.Next(other.Length), other.Length)..]];
        }
    }

    // Headers are at the beginning, and short; most changes are made there.
    private static int Place(byte[] bytes, Random random) => random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 128));

    private static (int Start, int Length) Block(byte[] bytes, Random random)
    {
        int start = Place(bytes, random);
        int most = Math.Min(bytes.Length - start, random.Next(4) == 0 ? bytes.Length : 64);
        return (start, random.Next(most + 1));
    }

    private static byte[] WithNumber(byte[] bytes, Random random)
    {
        int size = 1 << random.Next(1, 4);
        int start = Place(bytes, random);
        start = random.Next(2) == 0 ? start & ~1 : start;
        if (start + size > bytes.Length)
        {
            return bytes;
        }

        Span<byte> place = bytes.AsSpan(start, size);
        bool bigEndian = random.Next(2) == 0;
        switch (random.Next(4))
        {
            case 0 when size == 4:
                Edges.Put(place, BinaryPrimitives.ReadInt32LittleEndian(BitConverter.GetBytes(Edges.Float(random))), bigEndian);
                break;
            case 1:
                Edges.Put(place, unchecked(Edges.Get(place, bigEndian) + random.Next(-17, 18)), bigEndian);
                break;
            default:
                Edges.Put(place, Edges.Integer(random), bigEndian);
                break;
        }

        return bytes;
    }

    private static byte[] Overwritten(byte[] bytes, byte[] from, Random random)
    {
        if (from.Length > 0)
        {
            (int start, int length) = Block(from, random);
            int target = Place(bytes, random);
            from.AsSpan(start, Math.Min(length, bytes.Length - target)).CopyTo(bytes.AsSpan(target));
        }

        return bytes;
    }
}
