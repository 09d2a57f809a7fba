using System.Globalization;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Values at which arithmetic and checks of ranges go wrong.</summary>
internal static class Edges
{
    private static readonly long[] s_integers =
    [
        0, 1, -1, 2, 3, 4, 7, 8, 9, 10, 15, 16, 17, 31, 32, 63, 64, 65, 100, 127, 128, -128, 255, 256, 257, 1000, 1024, 4095, 4096, 4097, 32767, 32768, -32768, 65534, 65535,
        65536, 100_000, 1_000_000, 16_777_216, 0x3fffffff, 0x40000000, int.MaxValue, int.MinValue, 0x80000000, 0xfffffffe, 0xffffffff, 0x100000000, long.MaxValue, long.MinValue,
    ];

    private static readonly float[] s_floats =
    [
        0, -0f, 1, -1, 0.5f, 2, 3, 4, 5, 1e-38f, 1e-45f, 65504, 1e7f, 1.0000001e7f, -1e7f, 3.4e38f, -3.4e38f, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
    ];

    private static readonly string[] s_numbers =
    [
        "0", "1", "-1", "2", "255", "256", "4096", "4097", "65536", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "99999999999999999999999999", "0.5", "1.5", "-0.0", "1e308", "-1e308", "1e-320", "1e999", "0.30000000000000004", "00", "1.", "NaN", "Infinity", "true",
    ];

    public static long Integer(Random random) => s_integers[random.Next(s_integers.Length)];

    public static float Float(Random random) => s_floats[random.Next(s_floats.Length)];

    /// <summary>A number as text, not always one that JSON permits.</summary>
    public static string Number(Random random) => random.Next(4) == 0 ? random.Next(-300, 300).ToString(CultureInfo.InvariantCulture) : s_numbers[random.Next(s_numbers.Length)];

    /// <summary>Writes the low bytes of a number at a place of 2, 4 or 8 bytes.</summary>
    public static void Put(Span<byte> place, long value, bool bigEndian)
    {
        for (int i = 0; i < place.Length; i++)
        {
            place[bigEndian ? place.Length - 1 - i : i] = (byte)((value >> (8 * i)) & 255);
        }
    }

    /// <summary>The number at a place of up to 8 bytes, without sign.</summary>
    public static long Get(ReadOnlySpan<byte> place, bool bigEndian)
    {
        long value = 0;
        for (int i = 0; i < place.Length; i++)
        {
            value |= (long)place[bigEndian ? place.Length - 1 - i : i] << (8 * i);
        }

        return value;
    }
}
