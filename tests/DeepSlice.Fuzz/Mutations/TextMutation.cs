using System.Text;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes words, numbers and signs of a text: XML, ImageJ's lines, the header of a NumPy file, JSON.</summary>
internal static class TextMutation
{
    private const int Longest = 1 << 16;

    private static readonly string[] s_texts = ["", "a", "null", "../../x", "\\u0000", "\\ud800", "ü", "u\u0308", "\u0000", "<", "&amp;", "\"", "'", "{}", "[]", "[[[[[[[[", "\n", "µm", "nm", "XYZCT", "Pixels"];

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        if (random.Next(6) == 0)
        {
            return ByteMutation.Mutate(input, other, random);
        }

        List<string> words = Words(Encoding.UTF8.GetString(input));
        List<string> others = Words(Encoding.UTF8.GetString(other));
        for (int change = 1 + random.Next(3); change > 0 && words.Count > 0; change--)
        {
            Change(words, others, random);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(words));
        return bytes.Length <= Longest ? bytes : bytes[..Longest];
    }

    private static void Change(List<string> words, List<string> others, Random random)
    {
        int place = random.Next(words.Count);
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                int number = words.FindIndex(place, word => char.IsAsciiDigit(word[0]));
                words[number >= 0 ? number : place] = Edges.Number(random);
                break;
            case 3:
                words.RemoveRange(place, Math.Min(words.Count - place, 1 + random.Next(4)));
                break;
            case 4:
                words.InsertRange(place, words.GetRange(place, Math.Min(words.Count - place, 1 + random.Next(random.Next(8) == 0 ? 200 : 12))));
                break;
            case 5:
                words[place] = words[random.Next(words.Count)];
                break;
            case 6 when others.Count > 0:
                words[place] = others[random.Next(others.Count)];
                break;
            case 7:
                words.Insert(place, random.Next(20) == 0 ? string.Concat(Enumerable.Repeat(words[place], 2000)) : s_texts[random.Next(s_texts.Length)]);
                break;
            default:
                words[place] = s_texts[random.Next(s_texts.Length)];
                break;
        }

        words.RemoveAll(word => word.Length == 0);
    }

    /// <summary>Runs of letters, numbers with sign and fraction, and single signs.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || KindOf(text[i]) != KindOf(text[i - 1]) || KindOf(text[i]) == 0)
            {
                words.Add(text[start..i]);
                start = i;
            }
        }

        return words;
    }

    private static int KindOf(char sign) => char.IsAsciiDigit(sign) || sign is '.' or '-' ? 1 : char.IsLetter(sign) || sign == '_' ? 2 : 0;
}
