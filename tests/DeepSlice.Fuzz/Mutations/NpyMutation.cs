using DeepSlice.Formats;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes the text of a NumPy header and states its new length, or any bytes.</summary>
internal static class NpyMutation
{
    private const int Prefix = 10;

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        int length = input.Length < Prefix ? 0 : input[8] + (256 * input[9]);
        if (length == 0 || Prefix + length > input.Length || random.Next(3) == 0)
        {
            return ByteMutation.Mutate(input, other, random);
        }

        byte[] donor = other.Length > Prefix ? other[Prefix..Math.Min(other.Length, 128)] : [];
        byte[] text = TextMutation.Mutate(input[Prefix..(Prefix + length)], donor, random);
        text = text.Length > NpyHeader.LongestText + 100 ? text[..(NpyHeader.LongestText + 100)] : text;
        return [.. input[..8], (byte)(text.Length & 255), (byte)(text.Length >> 8), .. text, .. input[(Prefix + length)..]];
    }
}
