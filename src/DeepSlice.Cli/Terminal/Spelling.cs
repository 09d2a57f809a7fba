namespace DeepSlice.Cli.Terminal;

/// <summary>Finds the word that a mistyped one was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The most similar word, if it differs by few letters only.</summary>
    /// <param name="word">The mistyped word.</param>
    /// <param name="known">The words there are.</param>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        (string Word, int Distance)[] near = [.. known.Select(other => (other, Distance(word.ToLowerInvariant(), other))).Where(pair => pair.Item2 <= Math.Max(1, word.TrimStart('-').Length / 3))];
        return near.Length == 0 ? null : near.MinBy(pair => pair.Distance).Word;
    }

    /// <summary>Number of letters to insert, remove, replace or swap with the next one.</summary>
    private static int Distance(string one, string other)
    {
        var cost = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }
}
